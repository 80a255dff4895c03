-- Every content. () -> hash, json. SCAN meant: verify.
SELECT hash, json FROM content
