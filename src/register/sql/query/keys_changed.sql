-- Records of which a rectangle began or ended to be held between two instants. (1 up to 2 after) -> dataset key, key.
-- Index: run_rec_from, run_rec_to.
SELECT d.key, r.key FROM run AS r JOIN dataset AS d ON d.id = r.dataset WHERE r.rec_from > ?2 AND r.rec_from <= ?1
UNION
SELECT d.key, r.key FROM run AS r JOIN dataset AS d ON d.id = r.dataset WHERE r.rec_to > ?2 AND r.rec_to <= ?1
ORDER BY 1, 2
