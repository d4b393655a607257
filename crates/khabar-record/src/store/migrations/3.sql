-- Schema 2 → 3: what else is read of statements, dates and events; decisions.
ALTER TABLE captures ADD COLUMN added TEXT;
ALTER TABLE articles ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
ALTER TABLE timexes ADD COLUMN kind TEXT NOT NULL DEFAULT 'DATE';
ALTER TABLE timexes ADD COLUMN times INTEGER;
ALTER TABLE timexes ADD COLUMN modifier TEXT;
ALTER TABLE timexes ADD COLUMN candidates TEXT;
ALTER TABLE timexes ADD COLUMN unsettled TEXT;
ALTER TABLE statements ADD COLUMN polarity TEXT NOT NULL DEFAULT 'affirmed';
ALTER TABLE statements ADD COLUMN modality TEXT NOT NULL DEFAULT 'fact';
ALTER TABLE statements ADD COLUMN cue_certainty REAL;
ALTER TABLE statements ADD COLUMN source_certainty REAL;
ALTER TABLE statements ADD COLUMN content_certainty REAL;
ALTER TABLE statements ADD COLUMN chain_certainty REAL;
ALTER TABLE statements ADD COLUMN speaker INTEGER REFERENCES actors(id);
ALTER TABLE statements ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
CREATE INDEX statements_speaker ON statements(speaker) WHERE speaker IS NOT NULL;
UPDATE statements SET speaker = (SELECT actor FROM identities i WHERE i.entity = statements.entity);
CREATE TABLE cospeakers (
  entity INTEGER NOT NULL REFERENCES entities(id),
  statement INTEGER NOT NULL REFERENCES statements(id),
  PRIMARY KEY (entity, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX cospeakers_statement ON cospeakers(statement);
CREATE INDEX topics_statement ON topics(statement);
ALTER TABLE events ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
ALTER TABLE participants ADD COLUMN role TEXT;
CREATE TABLE decisions (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  value TEXT NOT NULL,
  words TEXT NOT NULL,
  by TEXT NOT NULL, at TEXT NOT NULL,
  undone_by TEXT, undone_at TEXT
) STRICT;
INSERT INTO decisions (uid, kind, subject, value, words, by, at)
  SELECT lower(hex(randomblob(16))), verdict, 'actor:' || left, 'actor:' || right, '', by, at
  FROM judgements ORDER BY id;
DROP TABLE judgements;
CREATE TABLE decided (
  type TEXT NOT NULL,
  row INTEGER NOT NULL,
  decision INTEGER NOT NULL REFERENCES decisions(id),
  PRIMARY KEY (type, row, decision)
) STRICT, WITHOUT ROWID;
CREATE TABLE prints (article INTEGER PRIMARY KEY REFERENCES articles(id), keys BLOB NOT NULL) STRICT;
CREATE TABLE copies (
  article INTEGER NOT NULL REFERENCES articles(id),
  other INTEGER NOT NULL REFERENCES articles(id),
  in_other REAL NOT NULL, in_article REAL NOT NULL,
  PRIMARY KEY (article, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX copies_other ON copies(other);
CREATE TABLE reports (
  article INTEGER PRIMARY KEY REFERENCES articles(id),
  report INTEGER NOT NULL REFERENCES articles(id)
) STRICT;
CREATE INDEX reports_report ON reports(report);
