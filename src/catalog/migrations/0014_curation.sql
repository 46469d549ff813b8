-- All that a person says about plugins, tags, collections and saved searches, one thing a row; docs/decisions/0021.
create table curation (
  id integer primary key,
  owner text not null default 'local',
  -- plugin, tag, collection or saved.
  kind text not null,
  -- A plugin's public id, else a name as it is compared.
  target text not null,
  field text not null,
  -- JSON; null once it has been taken back.
  value text,
  updated_at text not null,
  -- The catalog in which it was said.
  writer text not null,
  unique (owner, kind, target, field)
) strict;
create index curation_field_idx on curation (owner, kind, field, target) where value is not null;
create index curation_updated_at_idx on curation (updated_at);

-- What the last commands have changed, so that it can be taken back.
create table curation_operations (
  id integer primary key,
  command text not null,
  changes integer not null,
  at text not null
) strict;
create table curation_undo (
  id integer primary key,
  operation_id integer not null references curation_operations (id) on delete cascade,
  owner text not null,
  kind text not null,
  target text not null,
  field text not null,
  -- The value before with its time, and the time of the one that the command wrote.
  value text,
  before_at text,
  written_at text not null,
  unique (operation_id, owner, kind, target, field)
) strict;
