-- Kept bytes. (1 sha256) -> size, base, depth, bytes. Index: the primary key.
SELECT size, base, depth, bytes FROM raw WHERE sha256 = ?1
