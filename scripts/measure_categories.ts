/**
 * Measures how far our categories agree with those that people have given to
 * plugins by hand: the tags of Ardour, from Debian's package `ardour-data`.
 *
 *   cd build && apt-get download ardour-data && dpkg-deb -x ardour-data_*.deb ardour
 *   deno run -A scripts/measure_categories.ts build/ardour/usr/share/ardour7/plugin_metadata/plugin_tags
 *
 * Names are measured on the whole list; declared categories and parameters on
 * the plugins of the list that the catalog (PLUGINARY_CATALOG) has. The list is
 * never part of the program, and no rule is made for a single name of it.
 */
import { catalogPath } from "../src/catalog/catalog_path.ts";
import { openForReading } from "../src/catalog/open_catalog.ts";
import { listPlugins } from "../src/catalog/search/list_plugins.ts";
import { isClapKind } from "../src/model/kinds/clap_features.ts";
import { kindsOfName, wordsOfName } from "../src/model/kinds/name_category.ts";
import { categoriesOf } from "../src/model/kinds/plugin_categories.ts";
import type { Plugin } from "../src/model/plugin.ts";

const MODULATION = ["chorus", "flanger", "phaser", "tremolo"];

/** The words of CLAP that each tag can mean. Other tags, such as "surround", say what a plugin is for. */
const MEANINGS: Readonly<Record<string, readonly string[]>> = {
  "amp-sim": ["distortion"],
  "amp-simulator": ["distortion"],
  "analyser": ["analyzer"],
  "anayser": ["analyzer"],
  "arpeggiator": ["note-effect"],
  "b3": ["synthesizer"],
  "delay": ["delay"],
  "distortion": ["distortion"],
  "drum-machine": ["drum-machine"],
  "dyn:compressor": ["compressor"],
  "dyn:de-esser": ["de-esser"],
  "dyn:expander": ["expander"],
  "dyn:gate/expander": ["gate", "expander"],
  "dyn:limiter": ["limiter"],
  "dyn:transient-designer": ["transient-shaper"],
  "eq:dynamic": ["equalizer"],
  "eq:filter": ["filter"],
  "eq:graphic": ["equalizer"],
  "eq:linear-phase": ["equalizer"],
  "eq:matching": ["equalizer"],
  "eq:parametric": ["equalizer"],
  "eq:tilt": ["equalizer"],
  "mastering": ["mastering"],
  "midi": ["note-effect"],
  "midi-effect": ["note-effect"],
  "moduation": MODULATION,
  "modulation": MODULATION,
  "multi-fx": ["multi-effects"],
  "noise-reduction": ["restoration"],
  "piano": ["synthesizer", "sampler"],
  "pitch-shift": ["pitch-shifter", "frequency-shifter"],
  "pre-amp": ["distortion"],
  "reverb": ["reverb"],
  "sampler": ["sampler"],
  "synth": ["synthesizer"],
  "tape-simulator": ["distortion"],
  "tuner": ["pitch-correction", "analyzer"],
  "utility": ["utility"],
  "vocoder": ["phase-vocoder"],
};

/** A row of the list. */
interface TaggedPlugin {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  /** The categories that its tags can mean. */
  readonly categories: ReadonlySet<string>;
}

/** Our answers beside those of the list. */
class Agreement {
  readonly #title: string;
  #asked = 0;
  #answered = 0;
  #right = 0;
  readonly #confused = new Map<string, string[]>();

  constructor(title: string) {
    this.#title = title;
  }

  add(name: string, answer: string | undefined, { categories }: Pick<TaggedPlugin, "categories">): void {
    this.#asked++;
    if (answer === undefined) return;
    this.#answered++;
    if (categories.has(answer)) this.#right++;
    else {
      const key = `${[...categories].sort().join("/").padEnd(40)} ${answer}`;
      this.#confused.set(key, [...this.#confused.get(key) ?? [], name]);
    }
  }

  print(withTable: boolean): void {
    const percent = (part: number, whole: number) => `${(100 * part / whole).toFixed(1)} %`;
    console.log(
      `${this.#title}: ${this.#asked} plugins, answered ${percent(this.#answered, this.#asked)}, ` +
        `precision ${percent(this.#right, this.#answered)}, recall ${percent(this.#right, this.#asked)}`,
    );
    if (!withTable) return;
    console.log(`  ${"by hand".padEnd(40)} ours`);
    const rows = [...this.#confused].sort(([, a], [, b]) => b.length - a.length);
    for (const [key, names] of rows) {
      console.log(`  ${key.padEnd(60)} ${String(names.length).padStart(3)}  ${names.slice(0, 3).join("; ")}`);
    }
  }
}

function readTags(text: string): TaggedPlugin[] {
  const rows = text.matchAll(/<Plugin type="([^"]*)" id="([^"]*)" tags="([^"]*)" name="([^"]*)"/g);
  return [...rows].map(([, type, id, tags, name]) => ({
    type: type!.toLowerCase(),
    id: id!,
    name: decode(name!),
    categories: new Set(tags!.toLowerCase().split(" ").flatMap((tag) => MEANINGS[tag] ?? [])),
  }));
}

function decode(text: string): string {
  return text.replaceAll("&gt;", ">").replaceAll("&lt;", "<").replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'").replaceAll("&amp;", "&");
}

/** All names of the list with a category, each once; the same name can have several rows. */
function measureNames(tagged: readonly TaggedPlugin[]): void {
  const byName = new Map<string, Set<string>>();
  for (const { name, categories } of tagged) {
    byName.set(name, new Set([...byName.get(name) ?? [], ...categories]));
  }
  const agreement = new Agreement("Names alone");
  let answered = 0;
  for (const [name, categories] of byName) {
    const answer = kindsOfName(name)[0]?.category;
    if (answer !== undefined) answered++;
    if (categories.size > 0) agreement.add(name, answer, { categories });
  }
  console.log(`${byName.size} names in the list, ${(100 * answered / byName.size).toFixed(1)} % answered`);
  agreement.print(true);
}

/** The row of a plugin. LADSPA's numbers have been used again, so the names must have a word in common. */
function findTagged(plugin: Plugin, tagged: ReadonlyMap<string, TaggedPlugin>): TaggedPlugin | undefined {
  const nativeId = plugin.format === "ladspa" ? plugin.nativeId.split(":")[0] : plugin.nativeId;
  const row = tagged.get(`${plugin.format}:${nativeId}`);
  if (row === undefined || row.categories.size === 0) return undefined;
  const words = new Set(wordsOfName(row.name));
  return plugin.format !== "ladspa" || wordsOfName(plugin.name).some((word) => words.has(word))
    ? row
    : undefined;
}

async function measureCatalog(tagged: readonly TaggedPlugin[]): Promise<void> {
  const byId = new Map(tagged.map((row) => [`${row.type}:${row.id}`, row]));
  const own = new Agreement("Declared category, where it is a word of CLAP");
  const name = new Agreement("Name, then parameters");
  const all = new Agreement("Declared category, then name, then parameters");
  using catalog = await openForReading(catalogPath((variable) => Deno.env.get(variable)));
  const page = await listPlugins(catalog, { order: "vendor", isReversed: false, offset: 0, isFull: true });
  const sources = new Map<string, number>();
  for await (const plugin of page.plugins) {
    const { parameters = [] } = plugin;
    const categories = categoriesOf({ ...plugin, parameters: () => parameters });
    const source = categories[0]?.source ?? "none";
    sources.set(source, (sources.get(source) ?? 0) + 1);
    const row = findTagged(plugin, byId);
    if (row === undefined) continue;
    const [first] = categories;
    if (first?.source === "own" && isClapKind(first.category)) own.add(plugin.name, first.category, row);
    const undeclared = categoriesOf({ ...plugin, rawCategories: [], parameters: () => parameters });
    name.add(plugin.name, undeclared[0]?.category, row);
    all.add(plugin.name, first?.category, row);
  }
  console.log(
    `\n${page.total} plugins in the catalog, by source: ${
      [...sources].map(([source, count]) => `${source} ${count}`).join(", ")
    }`,
  );
  own.print(true);
  name.print(false);
  all.print(true);
}

if (import.meta.main) {
  const [path] = Deno.args;
  if (path === undefined) {
    console.error("Name the file plugin_tags of the package ardour-data");
    Deno.exit(2);
  }
  const tagged = readTags(await Deno.readTextFile(path));
  measureNames(tagged);
  await measureCatalog(tagged);
}
