-- What a dataset has in effect at a published instant, as held. (1 dataset 2 published 3 open)
-- -> key, version, pub_from, pub_to. Index: run_rec_to.
SELECT key, version, pub_from, pub_to FROM run
WHERE dataset = ?1 AND rec_to = ?3 AND pub_from <= ?2 AND pub_to > ?2
