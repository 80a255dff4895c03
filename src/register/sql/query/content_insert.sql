-- (1 hash 2 json)
INSERT INTO content (hash, json) VALUES (?1, ?2)
