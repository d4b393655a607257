-- Schema 1 → 2: pages that were fetched as HTML, with their bytes.
ALTER TABLE captures ADD COLUMN media TEXT NOT NULL DEFAULT 'text';
ALTER TABLE captures ADD COLUMN charset TEXT;
ALTER TABLE captures ADD COLUMN original BLOB;
