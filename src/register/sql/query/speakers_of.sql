-- Records that ever spoke of a subject, as held. (1 kind of a reference to it 2 subject 3 known-at) -> dataset key, key.
-- Index: the primary key of ref, run_version.
SELECT DISTINCT d.key, r.key FROM ref AS f JOIN run AS r ON r.version = f.version JOIN dataset AS d ON d.id = r.dataset
WHERE f.kind = ?1 AND f.target = ?2 AND r.rec_from <= ?3 ORDER BY d.key, r.key
