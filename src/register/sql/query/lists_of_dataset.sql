-- The lists that any version of a dataset's records has spoken of. (1 dataset key 2 kind of a reference to a list)
-- -> list. Index: the primary key of ref, the rowid of version.
SELECT DISTINCT f.target FROM ref AS f JOIN version AS v ON v.id = f.version JOIN dataset AS d ON d.id = v.dataset
WHERE f.kind = ?2 AND d.key = ?1 ORDER BY f.target
