-- The register, format 1. docs/formats/register.md explains it for a reader with sqlite3.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE dataset (
    id  INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE
) STRICT;

-- One state of a dataset. recorded_us is NULL until the load has its instant (known-at safety).
CREATE TABLE edition (
    id             INTEGER PRIMARY KEY,
    dataset        INTEGER NOT NULL REFERENCES dataset (id),
    title          TEXT,
    publisher      TEXT,
    authored       INTEGER NOT NULL,
    partial        INTEGER NOT NULL,
    published_us   INTEGER,
    seq            INTEGER NOT NULL,
    reading        INTEGER NOT NULL,
    retrieved_us   INTEGER NOT NULL,
    recorded_us    INTEGER,
    sha256         BLOB NOT NULL,
    reader         TEXT NOT NULL,
    reader_version INTEGER NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('loading', 'loaded')),
    records        INTEGER NOT NULL DEFAULT 0,
    added          INTEGER NOT NULL DEFAULT 0,
    changed        INTEGER NOT NULL DEFAULT 0,
    withdrawn      INTEGER NOT NULL DEFAULT 0,
    UNIQUE (dataset, published_us, seq, reading)
) STRICT;
CREATE INDEX edition_recorded ON edition (recorded_us);
CREATE INDEX edition_state ON edition (state);

-- The files an edition was read from, in their order.
CREATE TABLE edition_file (
    edition  INTEGER NOT NULL REFERENCES edition (id),
    position INTEGER NOT NULL,
    role     TEXT NOT NULL,
    name     TEXT NOT NULL,
    sha256   BLOB NOT NULL,
    PRIMARY KEY (edition, position)
) STRICT, WITHOUT ROWID;

-- Kept bytes: a zstd frame, made against the bytes of `base` where there is one.
CREATE TABLE raw (
    sha256 BLOB PRIMARY KEY,
    size   INTEGER NOT NULL,
    base   BLOB,
    depth  INTEGER NOT NULL,
    bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE content (
    id   INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    json BLOB NOT NULL
) STRICT;

-- One content under one key: what runs, names and references hang on.
CREATE TABLE version (
    id      INTEGER PRIMARY KEY,
    dataset INTEGER NOT NULL REFERENCES dataset (id),
    key     TEXT NOT NULL,
    content INTEGER NOT NULL REFERENCES content (id),
    UNIQUE (dataset, key, content)
) STRICT;
CREATE INDEX version_content ON version (content);

-- Rectangles [pub_from, pub_to) x [rec_from, rec_to) in which a key has a version.
CREATE TABLE run (
    id       INTEGER PRIMARY KEY,
    dataset  INTEGER NOT NULL,
    key      TEXT NOT NULL,
    version  INTEGER NOT NULL REFERENCES version (id),
    pub_from INTEGER NOT NULL,
    pub_to   INTEGER NOT NULL,
    rec_from INTEGER NOT NULL,
    rec_to   INTEGER NOT NULL,
    cause    INTEGER NOT NULL,
    note     TEXT,
    CHECK (pub_from < pub_to AND rec_from < rec_to)
) STRICT;
-- By these a load meets the open rectangles it covers and none of the history.
CREATE INDEX run_key ON run (dataset, key, rec_to, pub_to);
CREATE INDEX run_version ON run (version);
CREATE INDEX run_rec_from ON run (rec_from);
CREATE INDEX run_rec_to ON run (rec_to, dataset, pub_to);

-- Derived from a version by load/derive.c; made anew when its version stamp (meta) differs.
CREATE TABLE name (
    id       INTEGER PRIMARY KEY,
    version  INTEGER NOT NULL REFERENCES version (id),
    property TEXT NOT NULL,
    value    TEXT NOT NULL,
    folded   TEXT NOT NULL
) STRICT;
CREATE INDEX name_folded ON name (folded);
CREATE INDEX name_version ON name (version);

CREATE TABLE word (
    word TEXT NOT NULL,
    name INTEGER NOT NULL REFERENCES name (id),
    PRIMARY KEY (word, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX word_name ON word (name);

CREATE TABLE ref (
    kind    INTEGER NOT NULL,
    target  TEXT NOT NULL,
    version INTEGER NOT NULL REFERENCES version (id),
    PRIMARY KEY (kind, target, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX ref_version ON ref (version);
