-- What an article weighs, apart from its row: linking and queries read the rows of many articles and the records of few. sketch is what copies are found by.
CREATE TABLE records (article KEY64 PRIMARY KEY, sketch BYTEA NOT NULL, record BYTEA NOT NULL);
INSERT INTO records (article, sketch, record) SELECT id, sketch, record FROM articles ORDER BY id;
ALTER TABLE articles DROP COLUMN sketch;
ALTER TABLE articles DROP COLUMN record;
-- And what a mention tells (JSON), apart from its row, which linking writes anew.
CREATE TABLE tellings (mention KEY64 PRIMARY KEY, data BYTEA NOT NULL);
INSERT INTO tellings (mention, data) SELECT id, data FROM mentions ORDER BY id;
ALTER TABLE mentions DROP COLUMN data;
-- Mentions have about half as many events as there are mentions, which a sample does not show: the planner takes an event's mentions for hundreds.
ALTER TABLE mentions ALTER COLUMN linked SET (n_distinct = -0.4);
