-- One vendor has many names from here on. vendor_key is the same for all of them, whether they are alike or the user
-- has merged them; it is filled by vendor_keys.ts. Lists by vendor begin with a few plugins in this order, whatever
-- the size of the catalog: LIST_ORDERS has the same terms. Counts of vendors read nothing but this index.
alter table plugins add column vendor_key text;
drop index plugins_list_idx;
create index plugins_list_idx on plugins (vendor_key is null, vendor_key, name collate nocase, plugin_id, vendor);

alter table search_entries add column vendor_key text not null default '';

-- The user's decisions about the vendor that a name belongs to.
create table vendor_rules (
  id integer primary key,
  uuid text not null unique,
  owner text not null default 'local',
  -- A plugin's own text if the rule is exact, else the normal form of many.
  name text not null,
  is_exact integer not null,
  -- The name of the vendor; the name itself where it stays apart.
  vendor text not null,
  updated_at text not null,
  deleted_at text,
  unique (owner, name, is_exact)
) strict;
