import { TAG_SEPARATOR } from "../../model/curation/names.ts";
import { type KnownWord, wordOf, type WordSource } from "./known_words.ts";

// Without the modules of curation, which take longer to load than the words to read.

/** All tags as typed with the number of their plugins, of which all formats are one, and the levels above them, in order. */
export function tagNames(db: WordSource): KnownWord[] {
  const tags = db.prepare(
    `select c.value ->> '$' as word,
            (select count(distinct ifnull(nullif(s.group_id, 0), -p.id))
               from curation t cross join plugins p on p.plugin_id = t.target
               left join sibling_groups s on s.id = p.id
              where t.owner = c.owner and t.kind = 'plugin' and t.field = 'tag:' || c.target
                and t.value is not null) as plugins
       from curation c where c.owner = 'local' and c.kind = 'tag' and c.field = 'name' and c.value is not null
      order by c.target`,
  ).all();
  const about = new Map<string, string>();
  for (const { word, plugins } of tags) {
    for (const level of levelsAbove(String(word))) if (!about.has(level)) about.set(level, "");
    about.set(String(word), plugins === 1 ? "1 plugin" : `${plugins} plugins`);
  }
  return [...about].map(([word, about]) => ({ word, about }));
}

/** `drums` of `drums:kick`. */
function levelsAbove(tag: string): string[] {
  const levels = tag.split(TAG_SEPARATOR).slice(0, -1);
  return levels.map((_, depth) => levels.slice(0, depth + 1).join(TAG_SEPARATOR));
}

/** The names of all presets of the library, with their plugins. */
export function libraryNames(db: WordSource): KnownWord[] {
  return db.prepare(
    `select distinct ifnull(c.value ->> '$', l.name) as word, l.plugin_name as about from library_presets l
       left join curation c on c.owner = 'local' and c.kind = 'preset' and c.target = l.uuid and c.field = 'name'
      where not exists (select 1 from curation d where d.owner = 'local' and d.kind = 'preset'
                          and d.target = l.uuid and d.field = 'deleted' and d.value is not null)
      order by word collate nocase`,
  ).all().map(wordOf);
}

/** The names of all collections or saved searches, with their queries. */
export function curatedNames(db: WordSource, kind: "collection" | "saved"): KnownWord[] {
  return db.prepare(
    `select ifnull(max(value ->> '$') filter (where field = 'name'), target) as word,
            ifnull(max(value ->> '$') filter (where field = 'query'), '') as about
       from curation
      where owner = 'local' and kind = ? and field in ('name', 'query') and value is not null
      group by target order by target`,
  ).all(kind).map(wordOf);
}
