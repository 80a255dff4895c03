-- Records with this content. (1 published-by 2 known-at 3 hash) -> run id, dataset, key, hash, json.
-- Index: content.hash, version_content, run_version.
SELECT DISTINCT r.id, d.key, r.key, c.hash, c.json FROM content AS c JOIN version AS v ON v.content = c.id
JOIN run AS r ON r.version = v.id JOIN dataset AS d ON d.id = r.dataset
WHERE c.hash = ?3 AND r.pub_from <= ?1 AND r.pub_to > ?1 AND r.rec_from <= ?2 AND r.rec_to > ?2 ORDER BY d.key, r.key
