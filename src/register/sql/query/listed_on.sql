-- Records that speak of one list. (1 published-by 2 known-at 3 kind of a reference to a list 4 list) -> dataset key, key.
-- Of a published list also what it no longer has: that a listing ended there is on file.
-- Index: the primary key of ref, run_version.
SELECT d.key, r.key FROM ref AS f JOIN run AS r ON r.version = f.version JOIN dataset AS d ON d.id = r.dataset
WHERE f.kind = ?3 AND f.target = ?4 AND r.pub_from <= ?1
  AND (r.pub_to > ?1 OR EXISTS (SELECT 1 FROM edition AS e WHERE e.dataset = r.dataset AND e.authored = 0)) AND r.rec_from <= ?2 AND r.rec_to > ?2
