-- Forgets a dead load. (1 id)
DELETE FROM edition WHERE id = ?1
