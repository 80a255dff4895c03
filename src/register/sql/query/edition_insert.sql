-- An edition that begins to load. (1 dataset 2 title 3 publisher 4 authored 5 published 6 seq 7 reading 8 retrieved
-- 9 sha256 10 reader 11 reader_version 12 partial)
INSERT INTO edition (dataset, title, publisher, authored, published_us, seq, reading, retrieved_us, sha256,
                     reader, reader_version, partial, state)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 'loading')
