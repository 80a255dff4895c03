-- How many keys of a dataset are in effect at a published instant, as held? (1 dataset 2 published 3 open) -> count.
-- Index: run_rec_to.
SELECT count(*) FROM run WHERE dataset = ?1 AND rec_to = ?3 AND pub_from <= ?2 AND pub_to > ?2
