-- Makes an edition visible. (1 id 2 records 3 added 4 changed 5 withdrawn)
UPDATE edition SET state = 'loaded', records = ?2, added = ?3, changed = ?4, withdrawn = ?5 WHERE id = ?1
