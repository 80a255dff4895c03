-- SCAN meant: rebuild.
DELETE FROM day
