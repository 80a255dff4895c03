-- References of a version. (1 version) -> kind, target. Index: ref_version.
SELECT kind, target FROM ref WHERE version = ?1 ORDER BY kind, target
