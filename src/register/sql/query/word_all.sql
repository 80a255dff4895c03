-- Every name with its words. () -> name id, dataset key, key, folded, word or NULL. SCAN meant: verify. Materialized,
-- so that SQLite makes an index for this query: it makes none of a table without rowid, and would scan all for each.
WITH held AS MATERIALIZED (SELECT name, word FROM word)
SELECT n.id, d.key, v.key, n.folded, w.word FROM name AS n JOIN version AS v ON v.id = n.version
JOIN dataset AS d ON d.id = v.dataset LEFT JOIN held AS w ON w.name = n.id ORDER BY n.id, w.word
