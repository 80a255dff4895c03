-- SCAN meant: repair.
DELETE FROM ref WHERE NOT EXISTS (SELECT 1 FROM run WHERE run.version = ref.version)
