-- Records of published datasets that once bore a name and have left the publication. (1 published-by 2 known-at
-- 3 folded) -> run id, dataset, key, hash, json. Index: name_folded, run_version.
SELECT r.id, d.key, r.key, c.hash, c.json FROM name AS n JOIN run AS r ON r.version = n.version
JOIN dataset AS d ON d.id = r.dataset JOIN version AS v ON v.id = r.version JOIN content AS c ON c.id = v.content
WHERE n.folded = ?3 AND r.pub_to <= ?1 AND r.rec_from <= ?2 AND r.rec_to > ?2
AND EXISTS (SELECT 1 FROM edition AS e WHERE e.dataset = d.id AND e.authored = 0)
ORDER BY d.key, r.key
