-- The last instant at which everything is loaded. () -> recorded or NULL. Index: edition_state.
SELECT max(recorded_us) FROM edition WHERE state = 'loaded'
