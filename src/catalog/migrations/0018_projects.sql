-- Projects of other programs, as a search for them has found them; the files can be read again at any time.
create table projects (
  id integer primary key,
  path text not null unique,
  -- The searched folder through which it was found.
  root text not null,
  -- Size, time and inode; another key means: read the file again.
  stat_key text not null,
  size_bytes integer not null,
  -- When it was last saved, which is when its plugins were last used.
  modified_at text not null,
  -- Whether its program wrote it as a copy, which uses nothing of its own.
  is_backup integer not null,
  -- Unset as long as no version of it could be read.
  daw text,
  daw_version text not null,
  -- Why it cannot be read now; it keeps the plugins that it had.
  problem text,
  added_at text not null,
  updated_at text not null,
  read_at text not null,
  missing_at text
) strict;

create table project_plugins (
  id integer primary key,
  project_id integer not null references projects (id) on delete cascade,
  position integer not null,
  format text not null,
  -- As far as the file has it.
  plugin_id text,
  -- The public id of the plugin that it means, also for one that is not in the catalog.
  meant_id text,
  name text not null,
  vendor text not null,
  file text,
  label text,
  uses integer not null,
  bypassed integer not null,
  offline integer not null,
  frozen integer not null,
  tracks text not null,
  presets text not null,
  unique (project_id, position)
) strict;
create index project_plugins_meant_id_idx on project_plugins (meant_id, project_id, uses);
