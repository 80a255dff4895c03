-- Rectangles held at an instant that begin or end between two published instants. (1 after 2 up to 3 known-at)
-- -> dataset key, key, version, pub_from, pub_to, cause, note. Index: run_pub_from, run_pub_to.
SELECT d.key, r.key, r.version, r.pub_from, r.pub_to, r.cause, r.note FROM run AS r JOIN dataset AS d ON d.id = r.dataset
WHERE r.id IN (SELECT id FROM run WHERE pub_from > ?1 AND pub_from <= ?2
               UNION SELECT id FROM run WHERE pub_to > ?1 AND pub_to <= ?2 AND pub_to < 9223372036854775807)
  AND r.rec_from <= ?3 AND r.rec_to > ?3 ORDER BY d.key, r.key, r.pub_from
