-- Every rectangle a record ever had, as held. (1 dataset key 2 key 3 known-at 4 published-by)
-- -> version, hash, pub_from, pub_to, rec_from, rec_to, cause, note. Index: dataset.key, run_key.
SELECT r.version, c.hash, r.pub_from, r.pub_to, r.rec_from, r.rec_to, r.cause, r.note
FROM dataset AS d JOIN run AS r ON r.dataset = d.id JOIN version AS v ON v.id = r.version JOIN content AS c ON c.id = v.content
WHERE d.key = ?1 AND r.key = ?2 AND r.rec_from <= ?3 AND r.pub_from <= ?4 ORDER BY r.rec_from, r.pub_from
