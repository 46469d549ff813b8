import type { PluginUse } from "../../model/projects/project_plugin.ts";
import type { Project } from "../../model/projects/project.ts";
import { ByteReader, bytesAsSource, type ByteSource } from "../byte_source.ts";
import { FileFormatError } from "../file_format_error.ts";
import { moduleName, textId, vst2Id, vst3Id } from "./plugin_ids.ts";
import { unstatedText } from "../unstated_text.ts";
import { PluginUses } from "./plugin_uses.ts";

/** Begin the file and its events. */
const HEAD = "FLhd";
const EVENTS = "FLdt";

/** Events that are read, by their numbers; from 192 on they have a size and bytes. */
const EVENT = {
  channel: 64,
  slot: 98,
  endOfInsert: 147,
  version: 199,
  internalName: 201,
  pluginName: 203,
  insertName: 204,
  plugin: 212,
  pluginState: 213,
  insertFlags: 236,
} as const;

/** From here on events have two and four bytes, and a size. */
const WORDS = 64;
const DOUBLE_WORDS = 128;
const TEXTS = 192;

/** FL Studio's host of other plugins. */
const WRAPPER = "Fruity Wrapper";

/** Records in the state of the wrapper. */
const RECORD = { kind: 50, code: 51, guid: 52, name: 54, path: 55, vendor: 56, clapId: 58 } as const;

/** Numbers at the beginning of the record `kind` that stand for a CLAP, an effect or an instrument. */
const CLAP_KINDS: readonly number[] = [11, 12];

/** Wrappers since FL Studio 11 begin with a number up to this one; then follow their records. */
const NEWEST_WRAPPER = 100;

/** Longest text, and longest record that is read. */
const MOST_TEXT = 64 * 1024;

/** A plugin that is being read: its events follow each other. */
interface Open {
  readonly internalName: string;
  name: string;
  state: { readonly offset: number; readonly size: number } | undefined;
}

/** Reads a project of FL Studio (`.flp`) from the events of its plugins. */
export function readFlStudioProject(source: ByteSource): Project {
  return new FlReader(source).read();
}

class FlReader {
  readonly #source: ByteSource;
  readonly #uses = new PluginUses();
  #version = "";
  /** Texts are in UTF-16 from version 11.5 on. */
  #isWide = true;
  #isMixer = false;
  #insert = "";
  #plugin: Open | undefined;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  read(): Project {
    const reader = new ByteReader(this.#source, "little-endian");
    if (reader.latin1(4) !== HEAD) throw new FileFormatError("invalid", "is not a project of FL Studio");
    const headBytes = reader.uint32();
    reader.bytes(Math.min(headBytes, MOST_TEXT));
    if (reader.latin1(4) !== EVENTS) throw new FileFormatError("invalid", "has no events of FL Studio");
    const size = reader.uint32();
    const end = reader.offset + size;
    if (end > this.#source.size) {
      throw new FileFormatError(
        "truncated",
        `ends after ${this.#source.size} bytes, ${end - this.#source.size} before the end of its events`,
      );
    }
    while (reader.offset < end) this.#event(reader);
    this.#finish();
    return { daw: "fl-studio", version: this.#version, plugins: this.#uses.plugins() };
  }

  #event(reader: ByteReader): void {
    const kind = reader.bytes(1)[0]!;
    if (kind < TEXTS) {
      reader.bytes(kind < WORDS ? 1 : kind < DOUBLE_WORDS ? 2 : 4);
      if (kind === EVENT.channel || kind === EVENT.slot) this.#finish();
      if (kind === EVENT.endOfInsert) {
        this.#finish();
        this.#insert = "";
      }
      return;
    }
    const size = sizeOf(reader);
    const offset = reader.offset;
    if (offset + size > this.#source.size) {
      throw new FileFormatError("truncated", `ends within an event of ${size} bytes at ${offset}`);
    }
    reader.offset += size;
    switch (kind) {
      case EVENT.version:
        this.#version = new TextDecoder("latin1").decode(this.#bytes(offset, size)).replace(/\0.*/s, "");
        this.#isWide = isWide(this.#version);
        break;
      case EVENT.insertFlags:
        this.#isMixer = true;
        break;
      case EVENT.insertName:
        this.#isMixer = true;
        this.#insert = this.#text(offset, size);
        break;
      case EVENT.internalName: {
        this.#finish();
        const internalName = this.#text(offset, size);
        this.#plugin = internalName === "" ? undefined : { internalName, name: "", state: undefined };
        break;
      }
      case EVENT.pluginName:
        if (this.#plugin !== undefined) this.#plugin.name = this.#text(offset, size);
        break;
      case EVENT.pluginState:
        if (this.#plugin !== undefined) this.#plugin.state = { offset, size };
        break;
    }
  }

  /** The events of a plugin are over. */
  #finish(): void {
    const plugin = this.#plugin;
    this.#plugin = undefined;
    if (plugin === undefined) return;
    const track = this.#isMixer ? this.#insert : plugin.name;
    const use = plugin.internalName === WRAPPER
      ? this.#wrapped(plugin)
      : { format: "internal", name: plugin.internalName } as const;
    this.#uses.add({ ...use, track });
  }

  #wrapped({ name, state }: Open): PluginUse {
    const records = state === undefined ? new Map<number, Uint8Array>() : this.#records(state);
    const textOf = (record: number) => unstatedText(records.get(record) ?? new Uint8Array());
    const file = textOf(RECORD.path);
    const code = records.get(RECORD.code);
    const guid = records.get(RECORD.guid);
    const named = {
      name: textOf(RECORD.name) || name || moduleName(file),
      vendor: textOf(RECORD.vendor),
      file,
    };
    const clapId = textId("clap", textOf(RECORD.clapId));
    if (clapId !== undefined || CLAP_KINDS.includes(records.get(RECORD.kind)?.[0] ?? 0)) {
      return { ...named, format: "clap", id: clapId };
    }
    if (/\.component$/i.test(file)) return { ...named, format: "au" };
    const isVst3 = guid?.length === 16 && code === undefined || /\.vst3$/i.test(file);
    if (isVst3) return { ...named, format: "vst3", id: guid === undefined ? undefined : classId(guid) };
    const number = code?.length === 4 ? new DataView(code.slice().buffer).getInt32(0, true) : undefined;
    return { ...named, format: "vst2", id: number === undefined ? undefined : vst2Id(String(number)) };
  }

  /** The short records of a wrapper: a number, a size of 64 bits and the bytes of each. */
  #records({ offset, size }: { offset: number; size: number }): Map<number, Uint8Array> {
    const records = new Map<number, Uint8Array>();
    const end = offset + size;
    if (size < 4) return records;
    const reader = new ByteReader(this.#source, "little-endian", offset);
    if (reader.uint32() > NEWEST_WRAPPER) return records;
    while (reader.offset + 12 <= end) {
      const record = reader.uint32();
      const length = reader.place();
      if (reader.offset + length > end) break;
      if (length <= MOST_TEXT && Object.values(RECORD).some((known) => known === record)) {
        records.set(record, this.#bytes(reader.offset, length));
      }
      reader.offset += length;
    }
    return records;
  }

  #bytes(offset: number, size: number): Uint8Array<ArrayBuffer> {
    return this.#source.read(offset, Math.min(size, MOST_TEXT)).slice();
  }

  #text(offset: number, size: number): string {
    return new TextDecoder(this.#isWide ? "utf-16le" : "latin1").decode(this.#bytes(offset, size))
      .replace(/\0.*/s, "");
  }
}

/** Seven bits of each byte, the lowest first. */
function sizeOf(reader: ByteReader): number {
  let size = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = reader.bytes(1)[0]!;
    size += (byte & 0x7f) * 2 ** shift;
    if ((byte & 0x80) === 0) return size;
  }
  throw new FileFormatError("invalid", `has an event without a size before ${reader.offset}`);
}

function isWide(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 11 || major === 11 && minor >= 5;
}

/**
 * A GUID in the order of COM: the first part and the next two are reversed. Of
 * a VST3 that was a VST2 it may be the controller's, which differs from that of
 * the plugin in one letter (VST 3 SDK, `convertVST2UID_To_FUID`).
 */
function classId(guid: Uint8Array): string | undefined {
  const view = new DataView(guid.slice().buffer);
  const ordered = new ByteReader(bytesAsSource(guid.slice()), "little-endian", 8).bytes(8);
  const digits = [view.getUint32(0, true), view.getUint16(4, true), view.getUint16(6, true)];
  const text = digits[0]!.toString(16).padStart(8, "0") + digits[1]!.toString(16).padStart(4, "0") +
    digits[2]!.toString(16).padStart(4, "0") + ordered.toHex();
  return vst3Id(text.replace(/^565345/, "565354"));
}
