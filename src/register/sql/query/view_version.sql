-- What is held at an instant. (1 known-at) -> dataset, published, seq, reading, sha256. SCAN meant: one row an edition.
SELECT d.key, e.published_us, e.seq, e.reading, e.sha256 FROM edition AS e JOIN dataset AS d ON d.id = e.dataset
WHERE e.recorded_us <= ?1 AND e.state = 'loaded' ORDER BY e.recorded_us, e.id
