-- The open rectangles of a key that meet or touch [from, to]. (1 dataset 2 key 3 from 4 to 5 open)
-- -> id, version, pub_from, pub_to, cause, note. Index: run_key.
SELECT id, version, pub_from, pub_to, cause, note FROM run
WHERE dataset = ?1 AND key = ?2 AND rec_to = ?5 AND pub_from <= ?4 AND pub_to >= ?3 ORDER BY pub_from
