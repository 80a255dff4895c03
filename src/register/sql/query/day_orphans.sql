-- SCAN meant: repair.
DELETE FROM day WHERE NOT EXISTS (SELECT 1 FROM run WHERE run.version = day.version)
