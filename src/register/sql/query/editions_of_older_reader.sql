-- Editions of a dataset whose best reading is of an older version of a reader. (1 dataset key 2 reader 3 version)
-- -> id, published, seq, reader, reader_version, records, sha256, retrieved. Oldest first.
-- Index: the unique one of edition.
SELECT e.id, e.published_us, e.seq, e.reader, e.reader_version, e.records, e.sha256, e.retrieved_us
FROM dataset AS d JOIN edition AS e ON e.dataset = d.id
WHERE d.key = ?1 AND e.reader = ?2 AND e.reader_version < ?3 AND e.authored = 0 AND e.state = 'loaded'
  AND e.reading = (SELECT max(b.reading) FROM edition AS b
                   WHERE b.dataset = e.dataset AND b.published_us = e.published_us AND b.seq = e.seq
                     AND b.state = 'loaded')
ORDER BY e.published_us, e.seq
