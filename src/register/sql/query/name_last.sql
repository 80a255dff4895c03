-- The last name. () -> id or NULL. Index: the rowid of name.
SELECT max(id) FROM name
