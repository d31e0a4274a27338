-- What an article weighs, apart from its row: linking and queries read the rows of many articles and the records of few. sketch is what copies are found by.
-- SQLite drops a column by writing every row anew, with all that is in it; a table made anew takes half the time and half the disk.
CREATE TABLE records (article KEY64 PRIMARY KEY, sketch BYTEA NOT NULL, record BYTEA NOT NULL);
INSERT INTO records (article, sketch, record) SELECT id, sketch, record FROM articles ORDER BY id;
DROP INDEX articles_published;
ALTER TABLE articles RENAME TO articles_before;
CREATE TABLE articles (
  id KEY64 PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  outlet TEXT NOT NULL,
  title TEXT NOT NULL,
  published TEXT NOT NULL,
  added BIGINT NOT NULL,
  hash TEXT NOT NULL,
  root BIGINT NOT NULL,
  version INTEGER NOT NULL
);
INSERT INTO articles (id, name, url, outlet, title, published, added, hash, root, version)
  SELECT id, name, url, outlet, title, published, added, hash, root, version FROM articles_before ORDER BY id;
DROP TABLE articles_before;
CREATE INDEX articles_published ON articles (published, id);
-- And what a mention tells (JSON), apart from its row, which linking writes anew.
CREATE TABLE tellings (mention KEY64 PRIMARY KEY, data BYTEA NOT NULL);
INSERT INTO tellings (mention, data) SELECT id, data FROM mentions ORDER BY id;
DROP INDEX mentions_name;
DROP INDEX mentions_pair;
DROP INDEX mentions_linked;
ALTER TABLE mentions RENAME TO mentions_before;
CREATE TABLE mentions (
  id KEY64 PRIMARY KEY,
  name TEXT NOT NULL,
  pair TEXT NOT NULL,
  published TEXT NOT NULL,
  status TEXT NOT NULL,
  linked BIGINT NOT NULL,
  why TEXT NOT NULL
);
INSERT INTO mentions (id, name, pair, published, status, linked, why) SELECT id, name, pair, published, status, linked, why FROM mentions_before ORDER BY id;
DROP TABLE mentions_before;
CREATE INDEX mentions_name ON mentions (name);
CREATE INDEX mentions_pair ON mentions (pair, published);
CREATE INDEX mentions_linked ON mentions (linked);
