-- Which plugins are alike: an index that the first "similar" after a change fills, so that scans need not.

-- The traits of each plugin that are compared. No reference to the plugin: the
-- index still has a plugin that is gone until it is updated.
create table likeness_entries (
  id integer primary key,
  -- Parameters that count: of meters, of the host and of MIDI there are none.
  parameter_count integer not null,
  buses integer not null,
  -- Category and features, then words and names of parameters, as hashes.
  traits blob not null
) strict;

-- The plugins that have a trait. The id is the trait's hash and the number of a
-- segment of plugins, so that an update rewrites little.
create table likeness_postings (
  id integer primary key,
  plugin_count integer not null,
  plugins blob not null
) strict;

-- Plugins whose entries are out of date; those after the last entry are new and need no row here.
create table likeness_changes (
  id integer primary key
) strict;

-- The category is written whenever a plugin's kinds have changed, also where it is the same and only features differ.
create trigger plugins_likeness_au after update of updated_at, category on plugins
begin
  insert or ignore into likeness_changes (id) select id from likeness_entries where id = new.id;
end;

create trigger plugins_likeness_ad after delete on plugins
begin
  insert or ignore into likeness_changes (id) select id from likeness_entries where id = old.id;
end;
