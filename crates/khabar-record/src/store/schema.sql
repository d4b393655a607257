-- Schema 4 of a record; how older ones become it stands in migrations/. Spans are bytes of the capture's text, half-open.
-- Derived rows hang on a capture and are made again by a new reading;
-- captures, decisions and meta are not.

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
  text BLOB NOT NULL,                 -- zstd; of HTML, the text form
  media TEXT NOT NULL DEFAULT 'text', -- what was fetched: text or html
  charset TEXT,                       -- that the page was decoded from
  original BLOB,                      -- the page's bytes, zstd; null for text
  added TEXT                          -- when it came into the record, ISO 8601, UTC
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
  parts TEXT NOT NULL,                -- JSON: dateline, byline, credit, blocks, …
  hidden INTEGER NOT NULL DEFAULT 0,  -- by a person's decision
  UNIQUE (capture, n)
) STRICT;
CREATE INDEX articles_day ON articles(day);
CREATE INDEX articles_outlet ON articles(outlet);

-- What copies of an article are found by (khabar-link's MinHash keys, u64 each);
-- missing for very short ones.
CREATE TABLE prints (article INTEGER PRIMARY KEY REFERENCES articles(id), keys BLOB NOT NULL) STRICT;

-- Articles that are copies of each other, and how much of each stands in the
-- other, by runs of five words.
CREATE TABLE copies (
  article INTEGER NOT NULL REFERENCES articles(id),
  other INTEGER NOT NULL REFERENCES articles(id), -- the greater of the two
  in_other REAL NOT NULL, in_article REAL NOT NULL,
  PRIMARY KEY (article, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX copies_other ON copies(other);

-- The group of copies that an article belongs to: its least article.
CREATE TABLE reports (
  article INTEGER PRIMARY KEY REFERENCES articles(id),
  report INTEGER NOT NULL REFERENCES articles(id)
) STRICT;
CREATE INDEX reports_report ON reports(report);

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
  kind TEXT NOT NULL DEFAULT 'DATE',  -- TIMEX3 type: DATE or SET
  times INTEGER,                      -- how often in each period of a set
  modifier TEXT,                      -- START, MID, END
  candidates TEXT,                    -- JSON list: readings nothing decides between
  unsettled TEXT,                     -- why there is no value
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
  shingles BLOB NOT NULL,             -- runs of four folded words, sorted u32
  polarity TEXT NOT NULL DEFAULT 'affirmed',
  modality TEXT NOT NULL DEFAULT 'fact',
  cue_certainty REAL, source_certainty REAL, content_certainty REAL, chain_certainty REAL,
  speaker INTEGER REFERENCES actors(id), -- whose it is: the entity's, or as decided
  hidden INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX statements_speaker ON statements(speaker) WHERE speaker IS NOT NULL;
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

-- Who else says it with the speaker.
CREATE TABLE cospeakers (
  entity INTEGER NOT NULL REFERENCES entities(id),
  statement INTEGER NOT NULL REFERENCES statements(id),
  PRIMARY KEY (entity, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX cospeakers_statement ON cospeakers(statement);

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
CREATE INDEX topics_statement ON topics(statement);

CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(id),
  kind TEXT NOT NULL, plover TEXT,
  start INTEGER NOT NULL, end INTEGER NOT NULL,
  date TEXT, place_start INTEGER, place_end INTEGER,
  status TEXT NOT NULL,
  hidden INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX events_article ON events(article);

CREATE TABLE participants (
  entity INTEGER NOT NULL REFERENCES entities(id),
  event INTEGER NOT NULL REFERENCES events(id),
  role TEXT,                          -- host, visitor, …
  PRIMARY KEY (entity, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX participants_event ON participants(event);

-- What was told to be one across articles, with its score and grounds: articles
-- of one story, events, statements. Derived; what people decided outweighs it.
CREATE TABLE same_links (
  type TEXT NOT NULL,                 -- article, event or statement
  row INTEGER NOT NULL,
  other INTEGER NOT NULL,             -- the greater of the two
  score REAL NOT NULL,                -- in [0,1]
  grounds TEXT NOT NULL,              -- JSON list of {what, detail, weight}
  PRIMARY KEY (type, row, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX same_links_other ON same_links(other, type);

-- The rows that are one by these links and by decisions; `one` is the least of
-- them. A row that is alone has none.
CREATE TABLE same_groups (
  type TEXT NOT NULL,
  row INTEGER NOT NULL,
  one INTEGER NOT NULL,
  PRIMARY KEY (type, row)
) STRICT, WITHOUT ROWID;
CREATE INDEX same_groups_one ON same_groups(type, one);

CREATE TABLE set_aside (
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL, record INTEGER, at INTEGER, reason TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX set_aside_once ON set_aside(file, ifnull(record, -1), reason);

-- What people decided: the only rows besides pages that a reading cannot make
-- again. Never changed but to note that one was undone.
CREATE TABLE decisions (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,           -- the same in every record it is handed on to
  kind TEXT NOT NULL,                 -- same, different, source, hide, note, star, list, search
  subject TEXT NOT NULL,              -- TYPE:… (decide/subject.rs), not a row's number
  value TEXT NOT NULL,                -- other actor, note, name of a list, query; or empty
  words TEXT NOT NULL,                -- what the subject said then, for people
  by TEXT NOT NULL, at TEXT NOT NULL, -- ISO 8601, UTC
  undone_by TEXT, undone_at TEXT
) STRICT;

-- Which rows of this reading a decision in force is about. Derived.
CREATE TABLE decided (
  type TEXT NOT NULL,                 -- article, statement, event or actor
  row INTEGER NOT NULL,
  decision INTEGER NOT NULL REFERENCES decisions(id),
  PRIMARY KEY (type, row, decision)
) STRICT, WITHOUT ROWID;
