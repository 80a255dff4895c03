-- Records of which a name has this word. (1 published-by 2 known-at 3 word) -> run id, dataset, key, hash, json, folded name.
-- Index: the primary key of word, run_version.
SELECT r.id, d.key, r.key, c.hash, c.json, n.folded FROM word AS w JOIN name AS n ON n.id = w.name JOIN run AS r ON r.version = n.version
JOIN version AS v ON v.id = r.version JOIN content AS c ON c.id = v.content JOIN dataset AS d ON d.id = r.dataset
WHERE w.word = ?3 AND r.pub_from <= ?1 AND r.pub_to > ?1 AND r.rec_from <= ?2 AND r.rec_to > ?2 ORDER BY d.key, r.key, n.id
