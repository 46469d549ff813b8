-- Presets in files of their own, and the programs of plugins, as of version 16.
--
-- Files in which a search for presets has looked, and what came of it.
create table preset_files (
  id integer primary key,
  path text not null unique,
  -- The kind of the file: vstpreset, lv2, clap and so on.
  container text not null,
  -- The searched folder through which it was found.
  root text not null,
  -- Sizes, times and inodes; another key means: read the file again. Empty for a file of another computer.
  stat_key text not null,
  size_bytes integer not null,
  -- read or failed; a file that fails keeps the presets that it had.
  outcome text not null,
  problem text,
  added_at text not null,
  -- When its presets last changed, and when it was last read.
  updated_at text not null,
  read_at text not null,
  missing_at text
) strict;

-- Each row is written anew, so that all have the same number of columns: a repair knows them by that.
alter table presets rename column details to description;
-- The id by which people and programs name a preset; presetId() makes it.
alter table presets add column public_id text not null default '';
-- Until now only scans of LV2 modules have brought presets.
alter table presets add column container text not null default 'lv2';
-- As the file calls the plugin, which may not be installed.
alter table presets add column plugin_name text;
alter table presets add column author text not null default '';
alter table presets add column tags text not null default '[]';
-- Unset where neither the file nor its folder tells.
alter table presets add column is_factory integer;
alter table presets add column file_id integer references preset_files (id) on delete cascade;
alter table presets add column updated_at text not null default '';
-- That of its file, its module or, for a program, its plugin.
alter table presets add column missing_at text;
-- Whether presets_fts has its words as they are now.
alter table presets add column is_indexed integer not null default 0;
update presets set description = null, updated_at = added_at, tags = '[]',
  missing_at = (select missing_at from modules where id = module_id);

-- A preset of an unknown plugin has an empty plugin_id.
create unique index presets_public_id_idx on presets (public_id) where public_id <> '';
create index presets_file_id_idx on presets (file_id);
create index presets_name_idx on presets (name collate nocase, public_id);
create index presets_missing_idx on presets (name collate nocase, public_id) where missing_at is not null;
create index presets_unindexed_idx on presets (id) where is_indexed = 0;

-- The words of presets; `plugin` has the name and the vendor of the plugin, `marks` what filters ask for.
create virtual table presets_fts using fts5 (
  name, author, tags, plugin, marks,
  content = '', contentless_delete = 1, prefix = '1 2 3',
  tokenize = "ascii"
);

-- Plugins whose presets have changed since their own words were written, by their public ids.
create table preset_changes (
  id integer primary key,
  plugin_id text not null unique,
  changes integer not null
) strict;

create trigger presets_ad after delete on presets
begin
  delete from presets_fts where rowid = old.id;
  insert into preset_changes (plugin_id, changes) select old.plugin_id, 1
    where old.container <> 'program' and old.plugin_id <> ''
    on conflict (plugin_id) do update set changes = changes + 1;
end;

create trigger modules_presets_au after update of missing_at on modules
  when (old.missing_at is null) <> (new.missing_at is null)
begin
  update presets set missing_at = new.missing_at where module_id = new.id and file_id is null;
end;

create trigger preset_files_au after update of missing_at on preset_files
  when (old.missing_at is null) <> (new.missing_at is null)
begin
  update presets set missing_at = new.missing_at where file_id = new.id;
end;

-- The presets of a plugin are found by its name, also those that were there before it.
create trigger plugins_presets_ai after insert on plugins
begin
  update presets set is_indexed = 0 where plugin_id = new.plugin_id;
end;

create trigger plugins_presets_au after update of name, vendor, missing_at on plugins
  when old.name <> new.name or old.vendor is not new.vendor
    or (old.missing_at is null) <> (new.missing_at is null)
begin
  update presets set is_indexed = 0 where plugin_id = new.plugin_id
    and (old.name <> new.name or old.vendor is not new.vendor);
  update presets set missing_at = new.missing_at where plugin_id = new.plugin_id and container = 'program';
end;

create trigger plugins_presets_ad after delete on plugins
begin
  delete from presets where plugin_id = old.plugin_id and container = 'program';
end;

-- Plugins are found by the authors of their presets from here on.
drop table plugin_contents_fts;
create virtual table plugin_contents_fts using fts5 (
  parameters, presets, authors, title, file,
  content = '', contentless_delete = 1,
  tokenize = "ascii"
);
