-- The edition in effect at a published instant, as held now. (1 dataset key 2 published)
-- -> id, published, seq, reader, reader_version, records, sha256.
-- Index: the unique one of edition.
SELECT e.id, e.published_us, e.seq, e.reader, e.reader_version, e.records, e.sha256
FROM dataset AS d JOIN edition AS e ON e.dataset = d.id
WHERE d.key = ?1 AND e.published_us <= ?2 AND e.state = 'loaded'
ORDER BY e.published_us DESC, e.seq DESC, e.reading DESC LIMIT 1
