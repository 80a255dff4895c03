-- Has a dataset an edition that was published, not authored, as held? (1 known-at 2 dataset) -> 1, or no row.
-- Index: the unique one of edition.
SELECT 1 FROM edition WHERE dataset = ?2 AND authored = 0 AND state = 'loaded' AND recorded_us <= ?1 LIMIT 1
