-- Imported plugins are looked for wherever a scan finds a module; without any the index is empty.
create index plugins_imported_idx on plugins (location) where origin = 'import';
