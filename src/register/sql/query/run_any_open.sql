-- Has the dataset any open rectangle? (1 dataset 2 open) -> 1 or no row. Index: run_rec_to.
SELECT 1 FROM run WHERE rec_to = ?2 AND dataset = ?1 LIMIT 1
