-- Everything that pluginary knows, as of version 1.
--
-- Applied in one transaction, with foreign keys on and auto_vacuum set. Times
-- are ISO 8601 UTC; lists and small objects that are only ever read whole are
-- JSON. Curation refers to plugins by their public id, so it outlives the rows
-- that a scan writes and removes.
--
-- No two tables have the same columns in number and type: what a damaged file
-- has left of a table is recognised by its shape (salvage.ts, and its test).

create table settings (
  id integer primary key,
  name text not null unique,
  value text not null
) strict;

create table scan_runs (
  id integer primary key,
  started_at text not null,
  ended_at text,
  pid integer not null,
  host text not null,
  tool_version text not null,
  paths text not null,
  formats text not null,
  is_complete integer not null default 0,
  interrupted_by text,
  summary text
) strict;

-- What a host loads, and how its last scan ended.
create table modules (
  id integer primary key,
  location text not null,
  format text not null,
  -- The searched folder through which it was found, which a link can lead out of.
  root text not null,
  fingerprint text,
  -- Sizes, times and inodes of its files and folders; another key means: read the contents again.
  stat_key text,
  files text not null,
  binary text,
  architectures text not null,
  size_bytes integer,
  modified_at text,
  is_in_user_folder integer not null,
  outcome text not null,
  reason text,
  failures text not null,
  warnings text not null,
  duration_ms real not null,
  confinement text,
  preset_locations text,
  worker text,
  describer integer not null,
  added_at text not null,
  updated_at text not null,
  scanned_at text not null,
  missing_at text,
  unique (location, format)
) strict;
create index modules_fingerprint_idx on modules (fingerprint);

-- What the preferred installation says of a plugin; the columns are those that lists show, sort and filter by.
create table plugins (
  id integer primary key,
  plugin_id text not null unique,
  format text not null,
  native_id text not null,
  origin text not null default 'scan',
  name text not null,
  vendor text,
  version text,
  category text not null,
  is_instrument integer not null,
  location text,
  parameter_count integer,
  input_channels integer,
  output_channels integer,
  outcome text not null,
  -- The description that these columns, the features and the index were filled from.
  shown_description_id integer,
  added_at text not null,
  updated_at text not null,
  scanned_at text not null,
  missing_at text
) strict;
create index plugins_name_idx on plugins (name collate nocase);
create index plugins_vendor_idx on plugins (vendor collate nocase, name collate nocase);

-- What one content of a module says of a plugin, and which describer wrote that down.
create table descriptions (
  id integer primary key,
  plugin_row_id integer not null references plugins (id) on delete cascade,
  content_hash text not null,
  describer integer not null,
  -- The short fields of the public shape, as JSON.
  summary text not null,
  -- Parameters with their scale points, programs and buses, as deflated JSON.
  document blob not null,
  unique (plugin_row_id, content_hash)
) strict;

create table installations (
  id integer primary key,
  module_id integer not null references modules (id) on delete cascade,
  plugin_row_id integer not null references plugins (id) on delete cascade,
  description_id integer references descriptions (id) on delete set null,
  position integer not null,
  -- Of this plugin in this module; a crash keeps the description of the day before.
  outcome text not null,
  unique (module_id, plugin_row_id)
) strict;
create index installations_plugin_row_id_idx on installations (plugin_row_id);
create index installations_description_id_idx on installations (description_id);

create table plugin_features (
  id integer primary key,
  plugin_row_id integer not null references plugins (id) on delete cascade,
  feature text not null,
  unique (plugin_row_id, feature)
) strict;
create index plugin_features_feature_idx on plugin_features (feature);

-- Older ids that mean the same plugin.
create table plugin_aliases (
  id integer primary key,
  plugin_row_id integer not null references plugins (id) on delete cascade,
  alias text not null,
  kind text not null,
  unique (plugin_row_id, alias)
) strict;
create index plugin_aliases_alias_idx on plugin_aliases (alias);

-- Stored states, and the module that contributes them, which may not be the plugin's own.
create table presets (
  id integer primary key,
  plugin_id text not null,
  module_id integer references modules (id) on delete cascade,
  name text not null,
  location text not null,
  load_key text not null default '',
  details text,
  added_at text not null,
  unique (plugin_id, location, load_key)
) strict;
create index presets_module_id_idx on presets (module_id);

-- How scans ended, one row for each time.
create table outcomes (
  id integer primary key,
  location text not null,
  format text not null,
  scan_run_id integer references scan_runs (id) on delete set null,
  outcome text not null,
  reason text,
  failures text,
  fingerprint text,
  duration_ms real not null,
  at text not null
) strict;
create index outcomes_location_idx on outcomes (location, format, at);
create index outcomes_scan_run_id_idx on outcomes (scan_run_id);

-- Jobs that are under way. A row that its scan did not live to remove counts its interruptions.
create table journal (
  id integer primary key,
  location text not null,
  format text not null,
  scan_run_id integer not null references scan_runs (id) on delete cascade,
  begun_at text not null,
  interruptions integer not null default 0,
  unique (location, format)
) strict;
create index journal_scan_run_id_idx on journal (scan_run_id);

create table blocklist (
  id integer primary key,
  location text not null,
  format text not null,
  plugin_id text,
  code text not null,
  message text not null,
  attempts integer not null,
  fingerprint text,
  blocked_at text not null
) strict;
create unique index blocklist_location_idx on blocklist (location, format, ifnull(plugin_id, ''));

create table overrides (
  id integer primary key,
  target text not null,
  name text not null,
  value text not null,
  updated_at text not null,
  unique (target, name)
) strict;

create table curations (
  id integer primary key,
  uuid text not null unique,
  owner text not null default 'local',
  plugin_id text not null,
  is_favorite integer not null default 0,
  is_hidden integer not null default 0,
  note text not null default '',
  updated_at text not null,
  deleted_at text,
  unique (owner, plugin_id)
) strict;
create index curations_plugin_id_idx on curations (plugin_id);

create table tags (
  id integer primary key,
  uuid text not null unique,
  owner text not null default 'local',
  name text not null,
  updated_at text not null,
  deleted_at text,
  unique (owner, name)
) strict;

create table plugin_tags (
  id integer primary key,
  uuid text not null unique,
  tag_id integer not null references tags (id) on delete cascade,
  owner text not null default 'local',
  plugin_id text not null,
  updated_at text not null,
  deleted_at text,
  unique (tag_id, plugin_id)
) strict;
create index plugin_tags_plugin_id_idx on plugin_tags (plugin_id);

create table collections (
  id integer primary key,
  uuid text not null unique,
  owner text not null default 'local',
  name text not null,
  note text not null default '',
  updated_at text not null,
  deleted_at text,
  unique (owner, name)
) strict;

create table collection_plugins (
  id integer primary key,
  uuid text not null unique,
  collection_id integer not null references collections (id) on delete cascade,
  owner text not null default 'local',
  plugin_id text not null,
  position integer not null,
  updated_at text not null,
  deleted_at text,
  unique (collection_id, plugin_id)
) strict;
create index collection_plugins_plugin_id_idx on collection_plugins (plugin_id);

-- Written by the repository, not by triggers: the parameters' names are in compressed documents.
create virtual table plugins_fts using fts5 (
  name, vendor, category, features, parameters,
  content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 2"
);
