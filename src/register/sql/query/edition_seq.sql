-- The highest seq and reading at one published instant. (1 dataset 2 published) -> seq, or NULL. Index: the unique one.
SELECT max(seq) FROM edition WHERE dataset = ?1 AND published_us = ?2
