-- (1 word 2 name)
INSERT OR IGNORE INTO word (word, name) VALUES (?1, ?2)
