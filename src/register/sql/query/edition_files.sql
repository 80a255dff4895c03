-- The files of an edition in their order. (1 edition) -> role, name, sha256. Index: the primary key.
SELECT role, name, sha256 FROM edition_file WHERE edition = ?1 ORDER BY position
