-- A version with its content. (1 id) -> dataset key, key, hash, json. Index: the primary keys.
SELECT d.key, v.key, c.hash, c.json FROM version AS v JOIN dataset AS d ON d.id = v.dataset
JOIN content AS c ON c.id = v.content WHERE v.id = ?1
