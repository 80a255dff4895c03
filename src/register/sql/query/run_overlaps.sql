-- Pairs of rectangles of one key that overlap. () -> dataset key, key. SCAN meant: verify.
SELECT d.key, a.key FROM run AS a JOIN run AS b ON b.dataset = a.dataset AND b.key = a.key AND b.id > a.id
JOIN dataset AS d ON d.id = a.dataset
WHERE a.pub_from < b.pub_to AND b.pub_from < a.pub_to AND a.rec_from < b.rec_to AND b.rec_from < a.rec_to
