-- The highest reading of one edition. (1 dataset 2 published 3 seq) -> reading or NULL. Index: the unique one.
SELECT max(reading) FROM edition WHERE dataset = ?1 AND published_us = ?2 AND seq = ?3
