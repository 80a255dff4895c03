-- (1 version 2 property 3 value 4 folded)
INSERT INTO name (version, property, value, folded) VALUES (?1, ?2, ?3, ?4)
