-- Names of a version. (1 version) -> property, value, folded. Index: name_version.
SELECT property, value, folded FROM name WHERE version = ?1 ORDER BY property, value, folded
