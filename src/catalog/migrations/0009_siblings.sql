-- The same plugin in several formats, as of version 9.
--
-- The form of a plugin's name by which its siblings are found, and a number for its parameters:
-- siblingKey() and parameterFingerprint() make them.
alter table search_entries add column sibling_key text not null default '';
alter table search_entries add column parameter_fingerprint integer;
create index search_entries_sibling_key_idx on search_entries (sibling_key);
create index search_entries_parameter_fingerprint_idx on search_entries (parameter_fingerprint)
  where parameter_fingerprint is not null;

-- What a person has decided about two plugins; the smaller id comes first.
create table sibling_decisions (
  id integer primary key,
  uuid text not null unique,
  owner text not null default 'local',
  plugin_id text not null,
  other_id text not null,
  is_same integer not null,
  updated_at text not null,
  deleted_at text,
  unique (owner, plugin_id, other_id)
) strict;
create index sibling_decisions_other_id_idx on sibling_decisions (other_id);
