import { CATEGORY_RULES_VERSION } from "../../../src/model/kinds/category_rules_version.ts";
import { vendorKeyIn } from "../../../src/catalog/plugins/vendor_keys.ts";
import { packDocument } from "../../../src/catalog/plugins/description_document.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { indexPlugin } from "../../../src/catalog/plugins/search_index.ts";
import { transact } from "../../../src/catalog/sqlite/transaction.ts";
import { sampleParameter } from "../../cli/support/scan_events.ts";
import { generateProducts, parameterNames, presetNames, randomNumbers } from "./generated_products.ts";
import { type Product, readProducts } from "./relevance_data.ts";

const INSTRUMENTS = ["synthesizer", "sampler", "piano", "drum", "drum-machine", "bass"];

/** Plugins that are stored in one transaction. */
const BATCH = 5000;

/**
 * Fills an empty catalog with real products and generated ones up to a number,
 * with parameters and programs. The rows are what a scan writes, without modules.
 */
export function fillCatalog(catalog: Catalog, count: number, formats: readonly string[] = ["vst3"]): void {
  const real = readProducts();
  const products = [...real, ...generateProducts(Math.max(0, count - real.length), real)];
  const random = randomNumbers(11);
  for (let from = 0; from < products.length; from += BATCH) {
    transact(catalog.db, () => {
      for (let at = from; at < Math.min(products.length, from + BATCH); at++) {
        for (const format of formats) store(catalog, products[at]!, at, format, random);
      }
    });
  }
}

function store(
  { db }: Catalog,
  { vendor, category, name }: Product,
  index: number,
  format: string,
  random: () => number,
): void {
  const isInstrument = INSTRUMENTS.includes(category);
  const nativeId = index.toString(16).toUpperCase().padStart(32, "0");
  const parameters = parameterNames(random).map((parameter, id) =>
    sampleParameter({ name: parameter, id: String(id) })
  );
  const features = [isInstrument ? "instrument" : "audio-effect", category, "stereo"];
  const at = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString();
  const { lastInsertRowid } = db.prepare(
    `insert into plugins (plugin_id, format, native_id, name, vendor, vendor_key, version, category, is_instrument,
       location, parameter_count, input_channels, output_channels, outcome, added_at, updated_at, scanned_at,
       category_rules)
     values (?, ?, ?, ?, ?, ?, '1.0', ?, ?, ?, ?, 2, 2, 'scanned', ?, ?, ?, ${CATEGORY_RULES_VERSION})`,
  ).run(
    `${format}:${nativeId}`,
    format,
    nativeId,
    name,
    vendor,
    vendorKeyIn(db, vendor),
    category,
    Number(isInstrument),
    `/plugins/${index}.${format}`,
    parameters.length,
    at,
    at,
    at,
  );
  const rowId = Number(lastInsertRowid);
  const summary = { name, vendor, version: "1.0", isInstrument, category, features, rawCategories: [] };
  const description = db.prepare(
    "insert into descriptions (plugin_row_id, content_hash, describer, summary, document) values (?, '', 1, ?, ?)",
  ).run(rowId, JSON.stringify(summary), packDocument({ parameters, programs: presetNames(random) }));
  db.prepare("update plugins set shown_description_id = ? where id = ?").run(
    description.lastInsertRowid,
    rowId,
  );
  const feature = db.prepare("insert into plugin_features (plugin_row_id, feature) values (?, ?)");
  for (const word of features) feature.run(rowId, word);
  indexPlugin(db, rowId);
}
