-- The newest instant something was recorded at, up to another. (1 known-at) -> recorded or NULL. Index: edition_recorded.
SELECT recorded_us FROM edition WHERE state = 'loaded' AND recorded_us <= ?1 ORDER BY recorded_us DESC LIMIT 1
