-- States of plugins that people keep, each content once, under the hash that identifies it.
create table preset_blobs (
  id integer primary key,
  -- SHA-256 of the plain content, in lower-case hexadecimal digits.
  hash text not null unique,
  size_bytes integer not null,
  -- Deflated.
  content blob not null
) strict;

-- What a kept preset was when it was added; later names, tags, notes and its deletion are curation of the kind "preset".
create table library_presets (
  id integer primary key,
  uuid text not null unique,
  plugin_id text not null,
  -- Names a plugin that is gone from the catalog.
  plugin_name text not null,
  name text not null,
  author text not null,
  -- Whether it came with the plugin, as one of its programs or of its own presets.
  is_factory integer not null default 0,
  added_at text not null
) strict;
create index library_presets_plugin_id_idx on library_presets (plugin_id);

-- Nothing changes a version once it is there.
create table library_versions (
  id integer primary key,
  preset_id integer not null references library_presets (id) on delete cascade,
  -- Counts from 1 within the preset.
  number integer not null,
  state_id integer not null references preset_blobs (id),
  -- The parameters as the plugin displayed them; unset for a state that no plugin has loaded yet.
  texts_id integer references preset_blobs (id) on delete set null,
  plugin_version text not null,
  author text not null,
  note text not null,
  at text not null,
  unique (preset_id, number)
) strict;
create index library_versions_state_id_idx on library_versions (state_id);
create index library_versions_texts_id_idx on library_versions (texts_id);
