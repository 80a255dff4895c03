-- Every name at a view. (1 published-by 2 known-at) -> dataset, key, property, value. SCAN meant: in the order of names.
SELECT d.key, r.key, n.property, n.value FROM name AS n CROSS JOIN run AS r ON r.version = n.version
JOIN dataset AS d ON d.id = r.dataset WHERE n.property <> 'id' AND r.pub_from <= ?1 AND r.pub_to > ?1 AND r.rec_from <= ?2 AND r.rec_to > ?2
