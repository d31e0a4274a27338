-- What is searched is filed anew, by event: see words.go.
DELETE FROM words;
