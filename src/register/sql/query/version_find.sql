-- (1 dataset 2 key 3 content) -> id. Index: the unique one of version.
SELECT id FROM version WHERE dataset = ?1 AND key = ?2 AND content = ?3
