-- Indexes that only make answers faster: a record may be without them, and gets
-- them with the next build. Those that hold rows to a rule stand in schema.sql.
CREATE INDEX IF NOT EXISTS articles_published ON articles(published) WHERE published IS NOT NULL;
CREATE INDEX IF NOT EXISTS statements_act ON statements(act);
CREATE INDEX IF NOT EXISTS links_kind ON links(kind);
