-- (1 dataset 2 key 3 version 4 pub_from 5 pub_to 6 rec_from 7 rec_to 8 cause 9 note)
INSERT INTO run (dataset, key, version, pub_from, pub_to, rec_from, rec_to, cause, note)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
