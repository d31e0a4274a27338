-- The first schema. The same text runs on SQLite and PostgreSQL; KEY64 is the type of a 64-bit primary key,
-- CLUSTERED a table that is kept in the order of its key where the engine can.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);

-- An article with its record (JSON, zstd). root is the article that this one copies, or its own id.
CREATE TABLE articles (
  id KEY64 PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  outlet TEXT NOT NULL,
  title TEXT NOT NULL,
  published TEXT NOT NULL,
  added BIGINT NOT NULL,
  hash TEXT NOT NULL,
  sketch BYTEA NOT NULL,
  root BIGINT NOT NULL,
  version INTEGER NOT NULL,
  record BYTEA NOT NULL
);
CREATE INDEX articles_published ON articles (published, id);

-- How many articles were published on a day.
CREATE TABLE coverage (day TEXT PRIMARY KEY, articles INTEGER NOT NULL);

-- What an amended article said before.
CREATE TABLE versions (
  article BIGINT NOT NULL,
  version INTEGER NOT NULL,
  replaced BIGINT NOT NULL,
  record BYTEA NOT NULL,
  PRIMARY KEY (article, version)
);

-- The event of one article. id is the article's id times 65536 plus the event's place; linked is the event of the ledger that it belongs to.
CREATE TABLE mentions (
  id KEY64 PRIMARY KEY,
  name TEXT NOT NULL,
  pair TEXT NOT NULL,
  published TEXT NOT NULL,
  status TEXT NOT NULL,
  linked BIGINT NOT NULL,
  why TEXT NOT NULL,
  data BYTEA NOT NULL
);
CREATE INDEX mentions_name ON mentions (name);
CREATE INDEX mentions_pair ON mentions (pair, published);
CREATE INDEX mentions_linked ON mentions (linked);

-- One happening. id is the id of its earliest mention, name that mention's name. day is the day it is sorted by. block is the pair in which it was linked,
-- span the days that its mentions name, levels (divided by |) those of all who took part,
-- sig tells whether it changed.
CREATE TABLE linked (
  id KEY64 PRIMARY KEY,
  name TEXT NOT NULL,
  block TEXT NOT NULL,
  span_from TEXT NOT NULL,
  span_to TEXT NOT NULL,
  day TEXT NOT NULL,
  day_from TEXT NOT NULL,
  day_to TEXT NOT NULL,
  first TEXT NOT NULL,
  last TEXT NOT NULL,
  act TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  plover TEXT NOT NULL,
  cameo TEXT NOT NULL,
  quad INTEGER NOT NULL,
  goldstein DOUBLE PRECISION,
  level TEXT NOT NULL,
  levels TEXT NOT NULL,
  place TEXT NOT NULL,
  country TEXT NOT NULL,
  topics TEXT NOT NULL,
  articles INTEGER NOT NULL,
  sources INTEGER NOT NULL,
  differs INTEGER NOT NULL,
  sig BIGINT NOT NULL,
  filed TEXT NOT NULL,
  rejected INTEGER NOT NULL,
  added BIGINT NOT NULL,
  changed BIGINT NOT NULL
);
CREATE INDEX linked_name ON linked (name);
CREATE INDEX linked_block ON linked (block, span_to);
CREATE INDEX linked_day ON linked (day, id);
CREATE INDEX linked_last ON linked (last, id);
CREATE INDEX linked_changed ON linked (changed);

-- The pairs of states and bodies of a linked event, and each alone; the persons who took part. filed in the event's row names its rows here, so that they are
-- found without an index.
CREATE TABLE pairs (pair TEXT NOT NULL, day TEXT NOT NULL, linked BIGINT NOT NULL, PRIMARY KEY (pair, day, linked)) CLUSTERED;
CREATE TABLE parties (party TEXT NOT NULL, side TEXT NOT NULL, day TEXT NOT NULL, linked BIGINT NOT NULL, PRIMARY KEY (party, day, linked, side)) CLUSTERED;
CREATE TABLE people (person TEXT NOT NULL, day TEXT NOT NULL, linked BIGINT NOT NULL, PRIMARY KEY (person, day, linked)) CLUSTERED;

-- Who a person is: one row for each key and name.
CREATE TABLE persons (
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  office TEXT NOT NULL,
  first TEXT NOT NULL,
  last TEXT NOT NULL,
  PRIMARY KEY (person, office)
);

-- Statements: the words stand in the article's record. id is the article's id times 65536 plus the statement's place.
CREATE TABLE statements (
  id KEY64 PRIMARY KEY,
  person TEXT NOT NULL,
  country TEXT NOT NULL,
  published TEXT NOT NULL
);
CREATE INDEX statements_person ON statements (person, published);

-- What people have said about the machine's reading. target names a mention; rows are never changed or deleted.
CREATE TABLE corrections (
  id KEY64 PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  kind TEXT NOT NULL,
  target TEXT NOT NULL,
  other TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL
);
CREATE INDEX corrections_target ON corrections (target);
CREATE INDEX corrections_other ON corrections (other);

CREATE TABLE watches (pair TEXT PRIMARY KEY, since TEXT NOT NULL);

-- Work that linking has still to do: days whose articles are to be compared for copies, pairs of parties to be linked anew from a day on.
CREATE TABLE pending (kind TEXT NOT NULL, name TEXT NOT NULL, since TEXT NOT NULL, PRIMARY KEY (kind, name));

-- What changed, in order, for those who follow.
CREATE TABLE changes (seq KEY64 PRIMARY KEY, at BIGINT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL);

-- Events of other collections, laid beside ours.
CREATE TABLE foreign_events (
  collection TEXT NOT NULL,
  name TEXT NOT NULL,
  day TEXT NOT NULL,
  pair TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  cameo TEXT NOT NULL,
  plover TEXT NOT NULL,
  quad INTEGER NOT NULL,
  goldstein DOUBLE PRECISION,
  articles INTEGER NOT NULL,
  PRIMARY KEY (collection, name, day)
);
CREATE INDEX foreign_pair ON foreign_events (pair, day);
