-- A file of an edition. (1 edition 2 position 3 role 4 name 5 sha256)
INSERT INTO edition_file (edition, position, role, name, sha256) VALUES (?1, ?2, ?3, ?4, ?5)
