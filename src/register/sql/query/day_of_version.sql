-- Days of a version. (1 version) -> list, day. Index: day_version.
SELECT list, day FROM day WHERE version = ?1 ORDER BY list, day
