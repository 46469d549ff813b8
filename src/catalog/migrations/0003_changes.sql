-- What each scan changed, so that it can be told later. It goes with its scan.
create table changes (
  id integer primary key,
  scan_run_id integer not null references scan_runs (id) on delete cascade,
  location text not null,
  format text not null,
  change text not null,
  -- Where it was before it moved.
  former_location text,
  plugin_ids text not null
) strict;
create index changes_scan_run_id_idx on changes (scan_run_id);
