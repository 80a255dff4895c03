-- SCAN meant: rebuild.
DELETE FROM word
