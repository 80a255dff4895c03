-- (1 hash) -> id. Index: content.hash.
SELECT id FROM content WHERE hash = ?1
