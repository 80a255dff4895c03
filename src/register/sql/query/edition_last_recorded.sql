-- The last instant anything was recorded at. () -> recorded or NULL. Index: edition_recorded.
SELECT max(recorded_us) FROM edition
