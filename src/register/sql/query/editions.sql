-- Editions at a view. (1 dataset key or NULL 2 published-by 3 known-at) -> everything of edition with the dataset's key.
-- SCAN meant: every edition is asked for.
SELECT d.key, e.title, e.publisher, e.reader, e.reader_version, e.seq, e.published_us, e.retrieved_us,
       e.recorded_us, e.sha256, e.authored, e.records, e.added, e.changed, e.withdrawn
FROM edition AS e JOIN dataset AS d ON d.id = e.dataset
WHERE (?1 IS NULL OR d.key = ?1) AND e.published_us <= ?2 AND e.recorded_us <= ?3 AND e.state = 'loaded'
ORDER BY d.key, e.published_us, e.seq, e.reading
