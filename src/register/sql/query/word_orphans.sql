-- SCAN meant: repair.
DELETE FROM word WHERE name IN (SELECT id FROM name WHERE NOT EXISTS (SELECT 1 FROM run WHERE run.version = name.version))
