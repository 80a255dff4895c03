-- The latest kept file of a role of a dataset, best of the same name, to make a patch against.
-- (1 dataset 2 role 3 name) -> sha256.
-- Index: the unique one of edition, then the primary key of edition_file.
SELECT f.sha256 FROM edition AS e JOIN edition_file AS f ON f.edition = e.id
WHERE e.dataset = ?1 AND f.role = ?2 AND e.state = 'loaded'
ORDER BY e.published_us DESC, e.seq DESC, e.reading DESC, f.name <> ?3, f.position LIMIT 1
