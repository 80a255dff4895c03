-- Which number has a dataset key? (1 key) -> id. Index: dataset.key.
SELECT id FROM dataset WHERE key = ?1
