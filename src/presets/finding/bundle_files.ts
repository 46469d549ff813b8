import { joinPath } from "../../platform/paths.ts";
import { bundleFiles } from "../../scan/files/file_system.ts";
import { readManifest } from "../../scan/formats/lv2_manifest.ts";

/** The namespace without which no manifest has a preset in it; the extension's own bundle has it as well. */
const PRESETS = "lv2plug.in/ns/ext/presets";

/** Longest manifest that is read here; no bundle of presets comes near it. */
const MAXIMUM_MANIFEST_BYTES = 16 * 1024 * 1024;

/**
 * Whether an LV2 bundle holds presets and no plugins: those of a plugin's own
 * bundle are found with the plugin.
 */
export function isPresetBundle(bundle: string): boolean {
  const path = joinPath(bundle, "manifest.ttl");
  const { isFile, size } = Deno.statSync(path);
  // Reading a pipe would wait for a writer.
  if (!isFile || size > MAXIMUM_MANIFEST_BYTES) return false;
  const text = Deno.readTextFileSync(path);
  if (!text.includes(PRESETS) || !/[:#]Preset\b/.test(text)) return false;
  // A manifest that cannot be read counts as one with plugins; without the word, the reader of presets says why.
  return !readManifest(text).hasPlugins || !/[:#]Plugin\b/.test(text);
}

/** The files of a bundle of presets whose change makes it another one. */
export function filesOfBundle(bundle: string): string[] {
  return bundleFiles(bundle, (name) => name.endsWith(".ttl")).map(({ path }) => path);
}

/** What a worker has to be able to read for the presets of a bundle: links can lead out of it. */
export function readableForBundle(bundle: string): string[] {
  const linked = bundleFiles(bundle, (name) => name.endsWith(".ttl")).filter(({ isLinked }) => isLinked);
  // A link with such a name can lead to any other file of the user's.
  return [
    bundle,
    ...linked.map(({ path }) => Deno.realPathSync(path)).filter((path) => path.endsWith(".ttl")),
  ];
}
