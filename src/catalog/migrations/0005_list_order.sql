-- Lists begin with a few plugins in this order, whatever the size of the catalog: LIST_ORDERS has the same terms.
create index plugins_list_idx on plugins (vendor is null, vendor collate nocase, name collate nocase, plugin_id);
