-- (1 dataset 2 key 3 content)
INSERT INTO version (dataset, key, content) VALUES (?1, ?2, ?3)
