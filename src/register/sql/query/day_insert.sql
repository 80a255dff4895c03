-- (1 list 2 day 3 version)
INSERT OR IGNORE INTO day (list, day, version) VALUES (?1, ?2, ?3)
