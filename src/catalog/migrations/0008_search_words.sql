-- The words of the index are others from here on: every letter of Chinese, Japanese and Korean is one, and
-- names and vendors have their initials. The index also has the names of files, as "lsp-plugins.lv2" is where the vendor
-- has another name. The tables are filled anew. Parameters have by far the most words, and words of the
-- first column take the least room.
drop table plugin_contents_fts;
create virtual table plugin_contents_fts using fts5 (
  parameters, presets, title, file,
  content = '', contentless_delete = 1,
  tokenize = "ascii"
);

drop index search_entries_initials_idx;
alter table search_entries drop column initials;
