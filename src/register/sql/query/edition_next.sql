-- Where does the coverage of an edition end? (1 dataset 2 published) -> published of the next, or NULL.
-- Index: the unique one of edition.
SELECT min(published_us) FROM edition WHERE dataset = ?1 AND published_us > ?2 AND state = 'loaded'
