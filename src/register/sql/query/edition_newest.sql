-- The newest edition of a dataset. (1 dataset) -> sha256, reader_version, published, seq, recorded, records,
-- partial.
-- Index: the unique one of edition.
SELECT sha256, reader_version, published_us, seq, recorded_us, records, partial FROM edition
WHERE dataset = ?1 AND state = 'loaded' ORDER BY published_us DESC, seq DESC, reading DESC LIMIT 1
