-- Every rectangle of every record, as held. (1 known-at) -> dataset key, key, version, hash, json, pub_from, pub_to, rec_from,
-- rec_to, dataset. SCAN meant. CROSS: as in each.sql, so that no contents are sorted. Index: dataset.key, run_key.
SELECT d.key, r.key, r.version, c.hash, c.json, r.pub_from, r.pub_to, r.rec_from, r.rec_to, d.id
FROM dataset AS d CROSS JOIN run AS r ON r.dataset = d.id
JOIN version AS v ON v.id = r.version JOIN content AS c ON c.id = v.content
WHERE r.rec_from <= ?1 ORDER BY d.key, r.key
