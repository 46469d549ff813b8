-- A category that a person has chosen, and the version of the rules that have found the categories of a plugin.
-- Each row is written anew, so that all have the same number of columns: a repair knows them by that.
alter table curations add column category text;
update curations set category = null;
alter table plugins add column category_rules integer not null default 0;
update plugins set category_rules = 0;
