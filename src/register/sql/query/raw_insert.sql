-- Keeps bytes. (1 sha256 2 size 3 base 4 depth 5 bytes)
INSERT OR IGNORE INTO raw (sha256, size, base, depth, bytes) VALUES (?1, ?2, ?3, ?4, ?5)
