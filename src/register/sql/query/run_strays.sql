-- Rectangles with an edge, recorded or published, that no edition has. (1 open) -> dataset key, key.
-- SCAN meant: verify.
SELECT d.key, r.key FROM run AS r JOIN dataset AS d ON d.id = r.dataset
WHERE NOT EXISTS (SELECT 1 FROM edition AS e WHERE e.recorded_us = r.rec_from AND e.dataset = r.dataset)
   OR (r.rec_to <> ?1 AND NOT EXISTS
       (SELECT 1 FROM edition AS e WHERE e.recorded_us = r.rec_to AND e.dataset = r.dataset))
   OR NOT EXISTS (SELECT 1 FROM edition AS e WHERE e.dataset = r.dataset AND e.published_us = r.pub_from)
   OR (r.pub_to <> ?1 AND NOT EXISTS
       (SELECT 1 FROM edition AS e WHERE e.dataset = r.dataset AND e.published_us = r.pub_to))
