-- Closes a rectangle. (1 id 2 recorded)
UPDATE run SET rec_to = ?2 WHERE id = ?1
