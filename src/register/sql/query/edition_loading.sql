-- Editions that began and did not end. () -> id, recorded. Index: edition_state.
SELECT id, recorded_us FROM edition WHERE state = 'loading'
