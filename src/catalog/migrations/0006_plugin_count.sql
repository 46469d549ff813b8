-- The smallest index that has a row for each plugin: SQLite counts the entries
-- of that one, and its pages fit into the cache where those of names do not.
-- It also finds the instruments.
create index plugins_is_instrument_idx on plugins (is_instrument);
