-- SCAN meant: rebuild.
DELETE FROM ref
