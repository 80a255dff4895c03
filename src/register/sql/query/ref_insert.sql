-- (1 kind 2 target 3 version)
INSERT OR IGNORE INTO ref (kind, target, version) VALUES (?1, ?2, ?3)
