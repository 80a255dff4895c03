-- Format 2: the days a version speaks of, by list, and where rectangles begin and end on the published axis. By these
-- a difference between two days or two instants meets what may differ and none of the rest.

-- Derived as names are. `list` is '' for what moves a listing from one list to another.
CREATE TABLE day (
    list    TEXT NOT NULL,
    day     INTEGER NOT NULL,
    version INTEGER NOT NULL REFERENCES version (id),
    PRIMARY KEY (list, day, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX day_version ON day (version);

CREATE INDEX run_pub_from ON run (pub_from);
CREATE INDEX run_pub_to ON run (pub_to) WHERE pub_to < 9223372036854775807;

-- All derived tables are made anew before the next load.
DELETE FROM meta WHERE key = 'deriver';
