-- Keys of a dataset in effect at a published instant, as held. (1 dataset 2 published 3 open) -> key. Index: run_rec_to.
SELECT key FROM run WHERE dataset = ?1 AND rec_to = ?3 AND pub_from <= ?2 AND pub_to > ?2
