-- A held edition of a published instant with the same bytes, under number 4 or (0) any. (1 dataset 2 published
-- 3 sha256 4 seq) -> as edition_newest. The best reading, of the last number.
-- Index: the unique one of edition.
SELECT sha256, reader_version, published_us, seq, recorded_us, records, partial FROM edition
WHERE dataset = ?1 AND published_us = ?2 AND sha256 = ?3 AND (?4 = 0 OR seq = ?4) AND state = 'loaded'
ORDER BY seq DESC, reading DESC LIMIT 1
