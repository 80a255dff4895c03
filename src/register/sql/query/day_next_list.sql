-- The next list of which a day is on file. (1 list) -> list or NULL. Index: the primary key of day.
SELECT min(list) FROM day WHERE list > ?1
