-- Records of a dataset that appeared, changed or vanished between two published instants. (1 known-at 2 dataset key 3 from
-- 4 to) -> dataset key, key. Index: run_pub_from, run_pub_to.
SELECT d.key, r.key FROM run AS r JOIN dataset AS d ON d.id = +r.dataset
WHERE r.id IN (SELECT id FROM run WHERE pub_from >= ?3 AND pub_from <= ?4
               UNION SELECT id FROM run WHERE pub_to >= ?3 AND pub_to <= ?4 AND pub_to < 9223372036854775807)
  AND +d.key = ?2 AND r.rec_from <= ?1 AND r.rec_to > ?1
