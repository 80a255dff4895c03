-- SCAN meant: repair.
DELETE FROM name WHERE NOT EXISTS (SELECT 1 FROM run WHERE run.version = name.version)
