-- Schema 3 → 4: stories, and the same events and statements across articles.
-- They are made at the next build, of all articles.
CREATE TABLE same_links (
  type TEXT NOT NULL,
  row INTEGER NOT NULL,
  other INTEGER NOT NULL,
  score REAL NOT NULL,
  grounds TEXT NOT NULL,
  PRIMARY KEY (type, row, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX same_links_other ON same_links(other, type);
CREATE TABLE same_groups (
  type TEXT NOT NULL,
  row INTEGER NOT NULL,
  one INTEGER NOT NULL,
  PRIMARY KEY (type, row)
) STRICT, WITHOUT ROWID;
CREATE INDEX same_groups_one ON same_groups(type, one);
