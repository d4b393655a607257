-- Schema 1 of a record. Spans are bytes of the capture's text, half-open.
-- Derived rows hang on a capture and are made again by a new reading;
-- captures, judgements and meta are not.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Which reader made the rows of a capture.
CREATE TABLE readings (
  id INTEGER PRIMARY KEY, version TEXT NOT NULL UNIQUE, at TEXT NOT NULL
) STRICT;

CREATE TABLE captures (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,          -- 16 bytes over address and text
  name TEXT NOT NULL,
  url TEXT,
  retrieved TEXT,
  reading INTEGER NOT NULL REFERENCES readings(id),
  bytes INTEGER NOT NULL,             -- of the text
  text BLOB NOT NULL                  -- zstd
) STRICT;

CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  capture INTEGER NOT NULL REFERENCES captures(id),
  n INTEGER NOT NULL,                 -- 1-based on its page
  kind TEXT NOT NULL,
  headline TEXT, headline_start INTEGER, headline_end INTEGER,
  outlet TEXT, outlet_start INTEGER, outlet_end INTEGER,
  published TEXT, published_from TEXT NOT NULL,
  published_start INTEGER, published_end INTEGER,
  day TEXT,                           -- published, else the day fetched
  parts TEXT NOT NULL,                -- JSON: dateline, byline, credit, blocks
  UNIQUE (capture, n)
) STRICT;
CREATE INDEX articles_day ON articles(day);
CREATE INDEX articles_outlet ON articles(outlet);

-- People, organisations, places, products across pages.
CREATE TABLE actors (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,                  -- folded full name
  name TEXT NOT NULL,
  first TEXT NOT NULL,                -- consonant skeletons of the first and
  last TEXT NOT NULL,                 -- last word (people of two words or more)
  UNIQUE (kind, key)
) STRICT;
CREATE INDEX actors_last ON actors(last) WHERE last <> '';
CREATE VIEW people AS SELECT * FROM actors WHERE kind = 'person';

-- Spellings of actors, and on how many pages.
CREATE TABLE aliases (
  actor INTEGER NOT NULL REFERENCES actors(id),
  folded TEXT NOT NULL,
  text TEXT NOT NULL,
  surname TEXT NOT NULL,              -- the last word, of people
  pages INTEGER NOT NULL,
  PRIMARY KEY (actor, folded)
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_folded ON aliases(folded);
CREATE INDEX aliases_surname ON aliases(surname) WHERE surname <> '';

-- Entities of one page.
CREATE TABLE entities (
  id INTEGER PRIMARY KEY,
  capture INTEGER NOT NULL REFERENCES captures(id),
  article INTEGER REFERENCES articles(id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL
) STRICT;
CREATE INDEX entities_capture ON entities(capture);
CREATE INDEX entities_article ON entities(article);

-- Which actor an entity is, and by what rule: a view that can be made again.
CREATE TABLE identities (
  entity INTEGER PRIMARY KEY REFERENCES entities(id),
  actor INTEGER NOT NULL REFERENCES actors(id),
  rule TEXT NOT NULL
) STRICT;
CREATE INDEX identities_actor ON identities(actor);

CREATE TABLE surfaces (
  entity INTEGER NOT NULL REFERENCES entities(id),
  n INTEGER NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (entity, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE roles (
  entity INTEGER NOT NULL REFERENCES entities(id),
  n INTEGER NOT NULL, text TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  PRIMARY KEY (entity, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE mentions (
  entity INTEGER NOT NULL REFERENCES entities(id),
  start INTEGER NOT NULL, end INTEGER NOT NULL,
  form TEXT NOT NULL, origin TEXT NOT NULL,
  PRIMARY KEY (entity, start, end)
) STRICT, WITHOUT ROWID;

CREATE TABLE timexes (
  article INTEGER NOT NULL REFERENCES articles(id),
  n INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  value TEXT, anchor TEXT NOT NULL, rule TEXT NOT NULL,
  PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(id),
  entity INTEGER REFERENCES entities(id),
  cue_start INTEGER NOT NULL, cue_end INTEGER NOT NULL,
  source_start INTEGER, source_end INTEGER,
  form TEXT NOT NULL, act TEXT NOT NULL, certainty REAL NOT NULL,
  story INTEGER NOT NULL,             -- one for all copies of the same words
  shingles BLOB NOT NULL              -- runs of four folded words, sorted u32
) STRICT;
CREATE INDEX statements_article ON statements(article);
CREATE INDEX statements_entity ON statements(entity) WHERE entity IS NOT NULL;
CREATE INDEX statements_story ON statements(story);

-- A sample of each statement's shingles, to find its copies by.
CREATE TABLE sketches (
  hash INTEGER NOT NULL,
  statement INTEGER NOT NULL REFERENCES statements(id),
  PRIMARY KEY (hash, statement)
) STRICT, WITHOUT ROWID;

CREATE TABLE contents (
  statement INTEGER NOT NULL REFERENCES statements(id),
  n INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  PRIMARY KEY (statement, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE addressees (
  entity INTEGER NOT NULL REFERENCES entities(id),
  statement INTEGER NOT NULL REFERENCES statements(id),
  PRIMARY KEY (entity, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX addressees_statement ON addressees(statement);

CREATE TABLE links (
  statement INTEGER NOT NULL REFERENCES statements(id),
  n INTEGER NOT NULL, kind TEXT NOT NULL,
  entity INTEGER REFERENCES entities(id),
  start INTEGER NOT NULL, end INTEGER NOT NULL, inherited INTEGER NOT NULL,
  PRIMARY KEY (statement, n)
) STRICT, WITHOUT ROWID;

-- What a statement is about: entities named in its content or the headline.
CREATE TABLE topics (
  entity INTEGER NOT NULL REFERENCES entities(id),
  statement INTEGER NOT NULL REFERENCES statements(id),
  place TEXT NOT NULL,
  PRIMARY KEY (entity, statement)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(id),
  kind TEXT NOT NULL, plover TEXT,
  start INTEGER NOT NULL, end INTEGER NOT NULL,
  date TEXT, place_start INTEGER, place_end INTEGER,
  status TEXT NOT NULL
) STRICT;
CREATE INDEX events_article ON events(article);

CREATE TABLE participants (
  entity INTEGER NOT NULL REFERENCES entities(id),
  event INTEGER NOT NULL REFERENCES events(id),
  PRIMARY KEY (entity, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX participants_event ON participants(event);

CREATE TABLE set_aside (
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL, record INTEGER, at INTEGER, reason TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX set_aside_once ON set_aside(file, ifnull(record, -1), reason);

-- A person's word on whether two actors (KIND:KEY) are one; it outlives
-- re-reading.
CREATE TABLE judgements (
  id INTEGER PRIMARY KEY,
  left TEXT NOT NULL, right TEXT NOT NULL,
  verdict TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
