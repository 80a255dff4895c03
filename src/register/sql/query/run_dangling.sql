-- Rectangles without their version, or whose version has no content. () -> dataset key, key. SCAN meant: verify.
SELECT d.key, r.key FROM run AS r JOIN dataset AS d ON d.id = r.dataset WHERE NOT EXISTS
       (SELECT 1 FROM version AS v JOIN content AS c ON c.id = v.content
        WHERE v.id = r.version AND v.dataset = r.dataset AND v.key = r.key)
