-- What is searched is filed anew: see words.go. The index keeps more in memory before it writes.
INSERT INTO words (words) VALUES ('delete-all');
INSERT INTO words (words, rank) VALUES ('hashsize', 8388608);
INSERT INTO sayings (sayings) VALUES ('delete-all');
