CREATE VIRTUAL TABLE words USING fts5(body, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE sayings USING fts5(body, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2');
