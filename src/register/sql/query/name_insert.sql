-- (1 id 2 version 3 property 4 value 5 folded)
INSERT INTO name (id, version, property, value, folded) VALUES (?1, ?2, ?3, ?4, ?5)
