-- Times are ISO 8601 in UTC with milliseconds, so that they sort as text.

CREATE TABLE source (
    sha256      TEXT    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL,
    bytes       INTEGER NOT NULL,
    received_at TEXT    NOT NULL,
    papers      INTEGER,                      -- how many were found in it; NULL before that is known
    attempts    INTEGER NOT NULL,
    worker      TEXT,                         -- who holds the lease
    lease_until TEXT
) WITHOUT ROWID;

CREATE INDEX source_worker ON source (worker) WHERE worker IS NOT NULL;

CREATE TABLE paper (
    id              TEXT    NOT NULL PRIMARY KEY,
    sha256          TEXT    NOT NULL REFERENCES source (sha256),
    ordinal         INTEGER NOT NULL,
    state           TEXT    NOT NULL,
    since           TEXT    NOT NULL,
    version         INTEGER NOT NULL DEFAULT 0,
    type            TEXT    NOT NULL DEFAULT '',
    level           TEXT,
    pages           INTEGER NOT NULL DEFAULT 0,
    result_code     TEXT    UNIQUE,
    to_look         TEXT    NOT NULL DEFAULT '[]',
    need            REAL    NOT NULL DEFAULT 0,
    problem         TEXT,
    problem_subject TEXT,
    problem_facts   TEXT,
    intent          TEXT,                     -- a change of the archive object begun and not acknowledged
    UNIQUE (sha256, ordinal)
) WITHOUT ROWID;

CREATE INDEX paper_state ON paper (state, id);
CREATE INDEX paper_queue ON paper (need DESC, since, id) WHERE state = 'ARCHIVED';
CREATE INDEX paper_intent ON paper (id) WHERE intent IS NOT NULL;

CREATE TABLE counter (
    prefix TEXT    NOT NULL PRIMARY KEY,
    value  INTEGER NOT NULL
) WITHOUT ROWID;

-- Each row carries the hash of the row before. Nothing is ever changed or taken away.
CREATE TABLE ledger (
    sequence      INTEGER NOT NULL PRIMARY KEY,
    at            TEXT    NOT NULL,
    actor         TEXT    NOT NULL,
    action        TEXT    NOT NULL,
    paper         TEXT,
    facts         TEXT    NOT NULL,           -- canonical JSON
    previous_hash BLOB    NOT NULL,
    hash          BLOB    NOT NULL
);

CREATE INDEX ledger_paper ON ledger (paper, sequence) WHERE paper IS NOT NULL;

CREATE TABLE ledger_head (
    one      INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    sequence INTEGER NOT NULL,
    hash     BLOB    NOT NULL
) WITHOUT ROWID;

INSERT INTO ledger_head VALUES (1, 0, zeroblob(32));

CREATE TRIGGER ledger_is_not_changed BEFORE UPDATE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'the ledger is only ever added to');
END;

CREATE TRIGGER ledger_is_not_shortened BEFORE DELETE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'the ledger is only ever added to');
END;

-- The values that officers decided on. The ledger holds only a digest of them, made with the salt.
CREATE TABLE decision (
    id        INTEGER NOT NULL PRIMARY KEY,
    sequence  INTEGER NOT NULL REFERENCES ledger (sequence) DEFERRABLE INITIALLY DEFERRED,
    paper     TEXT    NOT NULL REFERENCES paper (id),
    at        TEXT    NOT NULL,
    actor     TEXT    NOT NULL,
    action    TEXT    NOT NULL,
    key       TEXT,
    old_value TEXT,
    new_value TEXT,
    reason    TEXT,
    salt      TEXT    NOT NULL
);

CREATE INDEX decision_paper ON decision (paper, id);
CREATE INDEX decision_sequence ON decision (sequence);

PRAGMA user_version = 1;
