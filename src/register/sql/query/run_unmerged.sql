-- Open rectangles of one version that touch and are two. (1 open) -> dataset key, key. SCAN meant: verify.
SELECT d.key, a.key FROM run AS a JOIN run AS b ON b.dataset = a.dataset AND b.key = a.key AND b.rec_to = ?1
     AND b.pub_from = a.pub_to AND b.version = a.version
JOIN dataset AS d ON d.id = a.dataset WHERE a.rec_to = ?1
