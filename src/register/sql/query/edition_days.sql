-- When the editions of a published dataset at a view were published. (1 published-by 2 known-at 3 dataset key)
-- -> published. Nothing for an authored dataset. Index: the unique one of edition.
SELECT DISTINCT e.published_us FROM dataset AS d JOIN edition AS e ON e.dataset = d.id
WHERE d.key = ?3 AND e.authored = 0 AND e.state = 'loaded' AND e.published_us <= ?1 AND e.recorded_us <= ?2
ORDER BY e.published_us
