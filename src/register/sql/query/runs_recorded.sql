-- Rectangles in effect at a published instant that we began or ceased to hold between two. (1 after 2 up to 3 published-by)
-- -> dataset key, key, version, rec_from, rec_to, cause, note. Index: run_rec_from, run_rec_to.
SELECT d.key, r.key, r.version, r.rec_from, r.rec_to, r.cause, r.note FROM run AS r JOIN dataset AS d ON d.id = r.dataset
WHERE r.id IN (SELECT id FROM run WHERE rec_from > ?1 AND rec_from <= ?2
               UNION SELECT id FROM run WHERE rec_to > ?1 AND rec_to <= ?2)
  AND r.pub_from <= ?3 AND r.pub_to > ?3 ORDER BY d.key, r.key, r.rec_from
