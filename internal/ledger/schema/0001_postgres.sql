CREATE TABLE words (rowid BIGINT PRIMARY KEY, body TSVECTOR NOT NULL);
CREATE INDEX words_body ON words USING gin (body);
CREATE TABLE sayings (rowid BIGINT PRIMARY KEY, body TSVECTOR NOT NULL);
CREATE INDEX sayings_body ON sayings USING gin (body);
