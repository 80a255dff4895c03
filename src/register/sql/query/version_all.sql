-- Every version with its content. () -> id, dataset key, key, hash, json. SCAN meant: verify and rebuild.
SELECT v.id, d.key, v.key, c.hash, c.json
FROM version AS v JOIN dataset AS d ON d.id = v.dataset JOIN content AS c ON c.id = v.content ORDER BY v.id
