-- What series count of an event stands with its pairs: counts is 1 for what happened and was not rejected.
ALTER TABLE pairs ADD COLUMN counts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pairs ADD COLUMN contact INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pairs ADD COLUMN plover TEXT NOT NULL DEFAULT '';
ALTER TABLE pairs ADD COLUMN quad INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pairs ADD COLUMN goldstein DOUBLE PRECISION;
ALTER TABLE pairs ADD COLUMN articles INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pairs ADD COLUMN sources INTEGER NOT NULL DEFAULT 0;
UPDATE pairs SET counts = CASE WHEN l.status = 'happened' AND l.rejected = 0 THEN 1 ELSE 0 END, contact = CASE WHEN l.kind = 'contact' THEN 1 ELSE 0 END,
  plover = l.plover, quad = l.quad, goldstein = l.goldstein, articles = l.articles, sources = l.sources FROM linked l WHERE l.id = pairs.linked;
-- All that linking asks of the events of a pair, without a look at their rows.
DROP INDEX linked_block;
CREATE INDEX linked_block ON linked (block, kind, span_to, span_from, last, first);
