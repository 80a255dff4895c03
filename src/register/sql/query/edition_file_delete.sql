-- Forgets the files of a dead load. (1 edition) Index: the primary key.
DELETE FROM edition_file WHERE edition = ?1
