-- A new dataset. (1 key)
INSERT INTO dataset (key) VALUES (?1)
