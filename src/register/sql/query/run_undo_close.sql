-- Undoes what a dead load closed. (1 recorded 2 open) Index: run_rec_to.
UPDATE run SET rec_to = ?2 WHERE rec_to = ?1
