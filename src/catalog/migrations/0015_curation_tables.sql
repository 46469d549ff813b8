-- What these held stands in curation since version 14.
drop table collection_plugins;
drop table collections;
drop table plugin_tags;
drop table tags;
drop table curations;
