-- Records with a reference. (1 published-by 2 known-at 3 kind 4 target) -> run id, dataset, key, hash, json.
-- Index: the primary key of ref, run_version.
SELECT r.id, d.key, r.key, c.hash, c.json FROM ref AS f JOIN run AS r ON r.version = f.version
JOIN version AS v ON v.id = r.version JOIN content AS c ON c.id = v.content JOIN dataset AS d ON d.id = r.dataset
WHERE f.kind = ?3 AND f.target = ?4 AND r.pub_from <= ?1 AND r.pub_to > ?1 AND r.rec_from <= ?2 AND r.rec_to > ?2 ORDER BY d.key, r.key
