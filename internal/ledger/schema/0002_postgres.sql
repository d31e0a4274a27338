-- What is searched is filed anew: see words.go.
DELETE FROM words;
DELETE FROM sayings;
