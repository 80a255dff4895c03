-- The edition recorded at an instant. (1 recorded) -> reading, reader, reader_version, authored. Index: edition_recorded.
SELECT reading, reader, reader_version, authored FROM edition WHERE recorded_us = ?1 AND +state = 'loaded'
