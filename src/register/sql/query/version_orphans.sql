-- Forgets versions that no rectangle has (a dead load's). SCAN meant: repair.
DELETE FROM version WHERE NOT EXISTS (SELECT 1 FROM run WHERE run.version = version.id)
