-- Gives the loading edition its instant. (1 id 2 recorded 3 published)
UPDATE edition SET recorded_us = ?2, published_us = ?3 WHERE id = ?1
