-- Every kept file. () -> sha256. SCAN meant: verify.
SELECT sha256 FROM raw
