-- Every version of one record at a view, oldest published first. (1 published-by 2 known-at 3 dataset key 4 key)
-- -> run id, dataset, key, hash, json, pub_from, pub_to. Index: dataset.key, run_key.
SELECT r.id, d.key, r.key, c.hash, c.json, r.pub_from, r.pub_to FROM dataset AS d JOIN run AS r ON r.dataset = d.id
JOIN version AS v ON v.id = r.version JOIN content AS c ON c.id = v.content
WHERE d.key = ?3 AND r.key = ?4 AND r.pub_from <= ?1 AND r.rec_from <= ?2 AND r.rec_to > ?2
ORDER BY r.pub_from
