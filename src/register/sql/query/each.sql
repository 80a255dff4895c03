-- Every record at a view. (1 published-by 2 known-at) -> run id, dataset, key, hash, json. SCAN meant.
-- CROSS: the order of the two indexes is the one wanted, so that no contents are sorted. Index: dataset.key, run_key.
SELECT r.id, d.key, r.key, c.hash, c.json FROM dataset AS d CROSS JOIN run AS r ON r.dataset = d.id
JOIN version AS v ON v.id = r.version JOIN content AS c ON c.id = v.content
WHERE r.pub_from <= ?1 AND r.pub_to > ?1 AND r.rec_from <= ?2 AND +r.rec_to > ?2 ORDER BY d.key, r.key
