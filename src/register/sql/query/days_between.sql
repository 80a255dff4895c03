-- Records that speak of a day of a list in a range. (1 published-by 2 known-at 3 list 4 from 5 to) -> dataset key, key.
-- Of a published list also what it no longer has: that a listing ended there is on file.
-- Index: the primary key of day, run_version.
SELECT d.key, r.key FROM day AS y JOIN run AS r ON r.version = y.version JOIN dataset AS d ON d.id = r.dataset
WHERE y.list = ?3 AND y.day >= ?4 AND y.day <= ?5 AND r.pub_from <= ?1
  AND (r.pub_to > ?1 OR EXISTS (SELECT 1 FROM edition AS e WHERE e.dataset = r.dataset AND e.authored = 0)) AND r.rec_from <= ?2 AND r.rec_to > ?2
