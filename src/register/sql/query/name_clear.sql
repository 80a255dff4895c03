-- SCAN meant: rebuild.
DELETE FROM name
