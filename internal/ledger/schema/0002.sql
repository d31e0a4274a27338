-- Plans by their last day, for those that have passed without word.
CREATE INDEX linked_planned ON linked (day_to) WHERE status = 'planned';
