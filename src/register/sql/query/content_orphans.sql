-- Forgets contents that no version has. SCAN meant: repair.
DELETE FROM content WHERE NOT EXISTS (SELECT 1 FROM version WHERE version.content = content.id)
