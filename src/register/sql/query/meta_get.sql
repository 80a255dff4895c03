-- (1 key) -> value. Index: the primary key.
SELECT value FROM meta WHERE key = ?1
