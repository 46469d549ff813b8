-- What search needs, as of version 4: names as search knows them, and an index for each way to look.
--
-- All of it is made from other tables by search_index.ts, which also fills it
-- for plugins that are older than this version. Texts come to the indexes as
-- words that are apart and folded already, so that every letter counts.

drop table plugins_fts;

-- A plugin's name, vendor and kinds, for ranking; small rows that lie side by side.
create table search_entries (
  id integer primary key references plugins (id) on delete cascade,
  -- The name run together: "proq3".
  name_key text not null,
  -- And in words: "pro q 3".
  name_words text not null,
  vendor_words text not null,
  -- The category and the features, then what else it says about its kind.
  kind_words text not null,
  -- First letters and numbers of the name: "pq3".
  initials text not null,
  format text not null,
  is_instrument integer not null
) strict;
create index search_entries_name_key_idx on search_entries (name_key);
create index search_entries_initials_idx on search_entries (initials);

-- Names, vendors and kinds; `joined` has neighbouring words run together, as people type them.
-- The words of a kind have a mark, so that no beginning of a word finds all of a kind.
create virtual table plugins_fts using fts5 (
  name, name_joined, vendor, vendor_joined, kind,
  content = '', contentless_delete = 1, prefix = '1 2 3',
  tokenize = "ascii"
);

-- All of a plugin in one row, with what stands in compressed documents and in many rows.
create virtual table plugin_contents_fts using fts5 (
  title, parameters, presets,
  content = '', contentless_delete = 1,
  tokenize = "ascii"
);

-- The words of names and vendors, each once, for typing errors. Words that no plugin has any more do no harm.
create table search_terms (
  id integer primary key,
  term text not null unique
) strict;
create virtual table search_terms_fts using fts5 (
  term,
  content = '', contentless_delete = 1, detail = none,
  tokenize = "trigram case_sensitive 1"
);
