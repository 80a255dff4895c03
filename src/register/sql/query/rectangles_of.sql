-- Every rectangle of one record, as held, with its content. (1 known-at 2 dataset key 3 key) -> as rectangles.sql.
-- Index: dataset.key, run_key.
SELECT d.key, r.key, r.version, c.hash, c.json, r.pub_from, r.pub_to, r.rec_from, r.rec_to, d.id
FROM dataset AS d JOIN run AS r ON r.dataset = d.id
JOIN version AS v ON v.id = r.version JOIN content AS c ON c.id = v.content
WHERE d.key = ?2 AND r.key = ?3 AND r.rec_from <= ?1
