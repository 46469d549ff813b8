import { createHash } from "node:crypto";
import * as v from "valibot";
import { FileFormatError } from "../../file_formats/file_format_error.ts";
import { type ZipEntry, ZipReader } from "../../file_formats/packed/zip_reader.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import {
  CONTENTS_FOLDER,
  LICENSE_FILE,
  MANIFEST_FILE,
  MOST_LICENSE_BYTES,
  type SharedContent,
  type SharedManifest,
  sharedManifestSchema,
} from "../../model/presets/shared_presets.ts";
import { endOfSentence } from "../../model/text.ts";
import { unpackState, unpackTexts } from "../../model/presets/state_bytes.ts";
import { isFileError } from "../../platform/file_error.ts";
import { fileName } from "../../platform/paths.ts";
import { reasonOf } from "../../platform/reason_of.ts";
import { FileWindow } from "../../scan/files/file_window.ts";

/** Most bytes of the manifest; ten thousand presets take some megabytes. */
const MOST_MANIFEST_BYTES = 64 * 1024 * 1024;

/** Most bytes of all contents together, so that no file keeps a computer busy for hours. */
const MOST_BYTES = 8 * 1024 * 1024 * 1024;

/** Most bytes of one content: more than any plugin's state that has been seen. */
const MOST_CONTENT_BYTES = 256 * 1024 * 1024;

/**
 * A file of shared presets that is open. Nothing of it is trusted: what it says
 * is checked before it is believed, and nothing is ever unpacked to disk.
 */
export class SharedArchive implements Disposable {
  readonly #path: string;
  readonly #file: FileWindow;
  readonly #zip: ZipReader;
  readonly manifest: SharedManifest;
  /** The license text; empty if there is none. */
  readonly license: string;

  private constructor(path: string, file: FileWindow, zip: ZipReader) {
    this.#path = path;
    this.#file = file;
    this.#zip = zip;
    this.manifest = parseManifest(this.#bytesOf(this.#entry(MANIFEST_FILE), MOST_MANIFEST_BYTES));
    const { license } = this.manifest;
    this.license = license === undefined
      ? ""
      : new TextDecoder().decode(this.#checked(this.#entry(LICENSE_FILE), license, MOST_LICENSE_BYTES));
  }

  /**
   * Opens a file and reads its manifest.
   *
   * @throws {PluginaryError} `path-not-found`, `import-not-readable`,
   *     `import-not-recognized` or `import-invalid`, with the reason.
   */
  static open(path: string): SharedArchive {
    const file = explained(path, () => FileWindow.open(path));
    try {
      return explained(path, () => {
        const zip = openZip(file);
        for (const { name, isLink } of zip.entries.values()) {
          if (isLink) throw new FileFormatError("invalid", `contains the link "${name}"`);
        }
        return new SharedArchive(path, file, zip);
      });
    } catch (error) {
      file[Symbol.dispose]();
      throw error;
    }
  }

  /**
   * Reads a content.
   *
   * @throws {PluginaryError} `import-invalid` if it is not what the manifest says.
   */
  content(content: SharedContent): Uint8Array<ArrayBuffer> {
    return explained(this.#path, () => {
      const entry = this.#entry(`${CONTENTS_FOLDER}/${content.sha256}`);
      return this.#checked(entry, content, MOST_CONTENT_BYTES);
    });
  }

  /**
   * Reads every content once and compares it with the manifest, one after the
   * other, so that an import fails before it has begun.
   *
   * @throws {PluginaryError} `import-invalid`.
   */
  verify(): void {
    explained(this.#path, () => checkTotal(this.manifest));
    // Two presets can have one state, but what it is said to be is checked for each.
    const formats = new Map<string, PluginFormat>();
    const texts = new Set<string>();
    for (const { name, pluginId, versions } of this.manifest.presets) {
      for (const version of versions) {
        const { sha256 } = version.state;
        const format = formats.get(sha256) ?? this.#formatOf(version.state, `"${name}" ${version.number}`);
        formats.set(sha256, format);
        if (!pluginId.startsWith(`${format}:`)) {
          this.#refuse(`has a state of ${format} as that of "${name}" ${version.number}, for ${pluginId}`);
        }
        if (version.texts === undefined || texts.has(version.texts.sha256)) continue;
        this.#verifyTexts(version.texts);
        texts.add(version.texts.sha256);
      }
    }
  }

  [Symbol.dispose](): void {
    this.#file[Symbol.dispose]();
  }

  #formatOf(content: SharedContent, whose: string): PluginFormat {
    const bytes = this.content(content);
    return explained(this.#path, () => parsed(() => unpackState(bytes).format, `the state of ${whose}`));
  }

  #refuse(why: string): never {
    return explained(this.#path, () => {
      throw new FileFormatError("invalid", why);
    });
  }

  #verifyTexts(content: SharedContent): void {
    const bytes = this.content(content);
    explained(this.#path, () => parsed(() => unpackTexts(bytes), "texts of parameters"));
  }

  #entry(name: string): ZipEntry {
    const entry = this.#zip.entries.get(name);
    if (entry !== undefined) return entry;
    throw new FileFormatError("invalid", `lacks the file "${name}"`);
  }

  #bytesOf(entry: ZipEntry, most: number): Uint8Array<ArrayBuffer> {
    return this.#zip.bytes(entry, most);
  }

  #checked(entry: ZipEntry, { sha256, sizeBytes }: SharedContent, most: number): Uint8Array<ArrayBuffer> {
    if (entry.sizeBytes !== sizeBytes) {
      throw new FileFormatError(
        "invalid",
        `has ${entry.sizeBytes} bytes in "${entry.name}", and its manifest says ${sizeBytes}`,
      );
    }
    const bytes = this.#bytesOf(entry, most);
    if (createHash("sha256").update(bytes).digest("hex") !== sha256) {
      throw new FileFormatError("invalid", `has another checksum in "${entry.name}" than its manifest says`);
    }
    return bytes;
  }
}

function openZip(file: FileWindow): ZipReader {
  try {
    return ZipReader.open(file);
  } catch (error) {
    const isOther = error instanceof FileFormatError && !startsLikeZip(file);
    if (isOther) throw new NotShared();
    throw error;
  }
}

function startsLikeZip(file: FileWindow): boolean {
  return new TextDecoder("latin1").decode(file.read(0, 4)) === "PK\x03\x04";
}

/** A file of another kind. */
class NotShared extends Error {}

function parseManifest(bytes: Uint8Array): SharedManifest {
  const json = parsed(
    () => JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)),
    "its manifest",
  );
  const version = json?.schema === "shared-presets" ? json.schemaVersion : undefined;
  if (typeof version === "number" && version > 1) {
    throw new FileFormatError(
      "unsupported",
      `was written by a newer version (its manifest has version ${version})`,
    );
  }
  const result = v.safeParse(sharedManifestSchema, json);
  if (result.success) return withoutTwins(result.output);
  const [issue] = result.issues;
  const place = v.getDotPath(issue) ?? "";
  throw new FileFormatError(
    "invalid",
    `has an invalid manifest: ${place === "" ? "" : `${place}: `}${issue.message}`,
  );
}

/** A preset that stands there twice could say two things of itself. */
function withoutTwins(manifest: SharedManifest): SharedManifest {
  const seen = new Set<string>();
  for (const { id, name } of manifest.presets) {
    if (seen.has(id)) throw new FileFormatError("invalid", `has the preset "${name}" twice`);
    seen.add(id);
  }
  return manifest;
}

function checkTotal({ presets }: SharedManifest): void {
  const sizes = new Map<string, number>();
  for (const { versions } of presets) {
    for (const { state, texts } of versions) {
      for (const { sha256, sizeBytes } of texts === undefined ? [state] : [state, texts]) {
        sizes.set(sha256, sizeBytes);
      }
    }
  }
  const total = sizes.values().reduce((sum, size) => sum + size, 0);
  if (total <= MOST_BYTES) return;
  throw new FileFormatError("too-large", `has ${total} bytes of states, of at most ${MOST_BYTES}`);
}

// deno-lint-ignore no-explicit-any
function parsed<T = any>(read: () => T, what: string): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) {
      throw new FileFormatError("invalid", `cannot be read: ${what}: ${error.message}`);
    }
    throw error;
  }
}

/** Names the file in errors. */
function explained<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const begin = `Cannot import "${fileName(path)}"`;
    if (error instanceof NotShared) {
      throw new PluginaryError(
        "import-not-recognized",
        `${begin}: it is not a file of shared presets`,
        'Such a file is written by "pluginary preset share"',
      );
    }
    if (error instanceof FileFormatError) {
      throw new PluginaryError(
        "import-invalid",
        `${begin}: it ${error.message}`,
        "Nothing was imported; ask for another copy of the file",
        { cause: error },
      );
    }
    if (error instanceof Deno.errors.NotFound) {
      throw new PluginaryError("path-not-found", `${begin}: no such file`, undefined, { cause: error });
    }
    if (isFileError(error)) {
      throw new PluginaryError(
        "import-not-readable",
        `${begin}: ${endOfSentence(reasonOf(error))}`,
        undefined,
        {
          cause: error,
        },
      );
    }
    throw error;
  }
}
