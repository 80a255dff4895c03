-- Undoes what a dead load wrote. (1 recorded) Index: run_rec_from.
DELETE FROM run WHERE rec_from = ?1
