-- Forgets bytes that no edition and no patch names (a dead load's). SCAN meant: repair.
DELETE FROM raw WHERE NOT EXISTS (SELECT 1 FROM edition_file AS f WHERE f.sha256 = raw.sha256)
                  AND NOT EXISTS (SELECT 1 FROM raw AS p WHERE p.base = raw.sha256)
