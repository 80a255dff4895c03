-- A record that ever had this content; the latest. (1 hash) -> run id, dataset, key, hash, json.
-- Nothing of a load that goes on or died (I5). Index: content.hash, version_content, run_version, edition_state.
SELECT r.id, d.key, r.key, c.hash, c.json FROM content AS c JOIN version AS v ON v.content = c.id
JOIN run AS r ON r.version = v.id JOIN dataset AS d ON d.id = r.dataset
WHERE c.hash = ?1 AND NOT EXISTS (SELECT 1 FROM edition AS e WHERE e.state = 'loading' AND e.recorded_us = r.rec_from)
ORDER BY r.rec_from DESC, r.id DESC LIMIT 1
