import type { Project } from "../../model/projects/project.ts";
import type { ByteSource } from "../byte_source.ts";
import { auId } from "./plugin_ids.ts";
import { PluginUses } from "./plugin_uses.ts";

/** Begins `ProjectData`. */
export const LOGIC_MAGIC: readonly number[] = [0x23, 0x47, 0xc0, 0xab];

/** Types of Audio Units that projects use, as they stand in the file: their bytes are reversed. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ["xfua", "aufx"],
  ["umua", "aumu"],
  ["fmua", "aumf"],
  ["imua", "aumi"],
  ["ngua", "augn"],
]);

/** Bytes that are searched at once, those of one component, and those that two pieces share. */
const PIECE_BYTES = 1024 * 1024;
const CODE_BYTES = 12;
const SHARED_BYTES = CODE_BYTES - 1;

const SIGNS = /[xuifn][fmn][umg]a/g;

/**
 * Reads the `ProjectData` of a project of Logic Pro, whose form is secret: only
 * the codes of Audio Units are found in it, so plugins have no name.
 */
export function readLogicProject(source: ByteSource): Project {
  const uses = new PluginUses();
  for (let start = 0; start < source.size; start += PIECE_BYTES - SHARED_BYTES) {
    const text = new TextDecoder("latin1").decode(source.read(start, PIECE_BYTES));
    for (const id of idsIn(text)) uses.add({ format: "au", id, name: id.slice("au:".length) });
  }
  return { daw: "logic", version: "", plugins: uses.plugins() };
}

/** Type, subtype and manufacturer in a row, each with its bytes reversed. */
function* idsIn(text: string): Generator<string> {
  for (const { 0: sign, index } of text.matchAll(SIGNS)) {
    const type = TYPES.get(sign);
    if (type === undefined || index + CODE_BYTES > text.length) continue;
    const [subtype, manufacturer] = [4, 8].map((at) =>
      [...text.slice(index + at, index + at + 4)].reverse().join("")
    );
    // Apple keeps codes of small letters alone for itself.
    if (!/^(?=.*[A-Z])[A-Za-z0-9 _-]{4}$/.test(manufacturer!)) continue;
    const id = auId([type, subtype, manufacturer]);
    if (id !== undefined) yield id;
  }
}
