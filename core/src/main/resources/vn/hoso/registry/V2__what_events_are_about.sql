-- Events that are written once, however often they are asked for: by the key that whoever asks gives.
CREATE TABLE event_key (
    key      TEXT    NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL REFERENCES ledger (sequence) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;

-- What an event is about besides its own paper: other papers, persons under their pseudonyms.
CREATE TABLE event_about (
    subject  TEXT    NOT NULL,
    sequence INTEGER NOT NULL REFERENCES ledger (sequence) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (subject, sequence)
) WITHOUT ROWID;

PRAGMA user_version = 2;
