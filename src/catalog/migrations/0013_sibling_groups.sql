-- The same plugin in several formats, as lists read it.
--
-- The name in a plugin's id, and the code that its framework keeps there: idKey() and nativeCode() make them.
alter table search_entries add column id_key text not null default '';
alter table search_entries add column native_code integer;
create index search_entries_id_key_idx on search_entries (id_key) where id_key <> '';
create index search_entries_native_code_idx on search_entries (native_code) where native_code is not null;

-- The group of each plugin that is there in several formats, by the plugins' rows. Changed plugins are
-- not current, and in group 0 where they are new. No reference to the plugin: the group has one
-- that is gone until it is updated.
create table sibling_groups (
  id integer primary key,
  group_id integer not null,
  is_current integer not null
) strict;
create index sibling_groups_group_id_idx on sibling_groups (group_id);
create index sibling_groups_changed_idx on sibling_groups (id) where is_current = 0;

insert into sibling_groups (id, group_id, is_current) select id, 0, 0 from plugins;

create trigger plugins_siblings_ai after insert on plugins
begin
  insert into sibling_groups (id, group_id, is_current) values (new.id, 0, 0)
    on conflict (id) do update set is_current = 0;
end;

create trigger plugins_siblings_au after update of plugin_id, native_id, name, vendor, vendor_key, is_instrument,
  shown_description_id, updated_at, missing_at on plugins
  when old.plugin_id <> new.plugin_id or old.native_id <> new.native_id or old.name <> new.name
    or old.vendor is not new.vendor or old.vendor_key is not new.vendor_key
    or old.is_instrument <> new.is_instrument or old.shown_description_id is not new.shown_description_id
    or old.updated_at is not new.updated_at or (old.missing_at is null) <> (new.missing_at is null)
begin
  insert into sibling_groups (id, group_id, is_current) values (new.id, 0, 0)
    on conflict (id) do update set is_current = 0;
end;

-- A missing plugin is in no group.
create trigger plugins_siblings_ad after delete on plugins when old.missing_at is null
begin
  insert into sibling_groups (id, group_id, is_current) values (old.id, 0, 0)
    on conflict (id) do update set is_current = 0;
end;

create trigger plugin_aliases_siblings_ai after insert on plugin_aliases when new.kind = 'replaces'
begin
  insert into sibling_groups (id, group_id, is_current) values (new.plugin_row_id, 0, 0)
    on conflict (id) do update set is_current = 0;
end;

create trigger plugin_aliases_siblings_ad after delete on plugin_aliases
  when old.kind = 'replaces' and exists (select 1 from plugins where id = old.plugin_row_id)
begin
  insert into sibling_groups (id, group_id, is_current) values (old.plugin_row_id, 0, 0)
    on conflict (id) do update set is_current = 0;
end;

create trigger sibling_decisions_ai after insert on sibling_decisions
begin
  insert into sibling_groups (id, group_id, is_current)
    select id, 0, 0 from plugins where plugin_id in (new.plugin_id, new.other_id)
    on conflict (id) do update set is_current = 0;
end;

create trigger sibling_decisions_au after update on sibling_decisions
begin
  insert into sibling_groups (id, group_id, is_current)
    select id, 0, 0 from plugins where plugin_id in (old.plugin_id, old.other_id, new.plugin_id, new.other_id)
    on conflict (id) do update set is_current = 0;
end;

create trigger sibling_decisions_ad after delete on sibling_decisions
begin
  insert into sibling_groups (id, group_id, is_current)
    select id, 0, 0 from plugins where plugin_id in (old.plugin_id, old.other_id)
    on conflict (id) do update set is_current = 0;
end;
