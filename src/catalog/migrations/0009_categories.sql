-- A category that a person has chosen, and the version of the rules that have found the categories of a
-- description. Each row of curations is written anew, so that all have the same number of columns: a repair
-- knows them by that. The descriptions are written when their categories are found.
alter table curations add column category text;
update curations set category = null;
alter table descriptions add column category_rules integer not null default 0;
