import { type StatusName, statusName } from "./status.ts";
import { SYMBOLS } from "./symbols.ts";

/** A failed call of the shim: the status by name, with the shim's own error text as message. */
export class ShimError extends Error {
  override readonly name = "ShimError";
  /** Name of the `PluginaryStatus` that was returned. */
  readonly status: StatusName;

  constructor(status: StatusName, message: string) {
    super(message);
    this.status = status;
  }
}

/** The format and the paths of a module, as the shim expects them. */
export interface ModuleRequest {
  readonly format: string;
  readonly location: string;
  readonly binary: string;
}

/** What a plugin is to load, as `pluginary_state()` documents it. */
export interface StateWishes {
  readonly state?: object | undefined;
  readonly preset?: { readonly location: string; readonly loadKey: string } | undefined;
  readonly program?: number | undefined;
  readonly values?: readonly object[] | undefined;
}

/** First size of the buffer for answers, in bytes; it grows for an answer that needs more. */
const INITIAL_CAPACITY = 256 * 1024;

/** Most bytes of an answer; the scanner also refuses longer messages. */
const MAXIMUM_CAPACITY = 64 * 1024 * 1024;

/**
 * The shim library. Each method calls the function of the same name in
 * `pluginary.h`, which documents it. Answers are parsed JSON, unchecked.
 *
 * @throws {ShimError} from every method, when the shim reports a failure.
 */
export class Shim {
  readonly #symbols: Deno.DynamicLibrary<typeof SYMBOLS>["symbols"];
  #buffer = new Uint8Array(INITIAL_CAPACITY);

  private constructor(library: Deno.DynamicLibrary<typeof SYMBOLS>) {
    this.#symbols = library.symbols;
  }

  /**
   * Opens a shim library, which stays open until the process ends.
   *
   * @throws {Error} when the file cannot be loaded or has another ABI version.
   */
  static open(path: string, abiVersion: number): Shim {
    const library = Deno.dlopen(path, SYMBOLS);
    const found = library.symbols.pluginary_abi_version();
    if (found !== abiVersion) {
      library.close();
      throw new Error(`Cannot use "${path}": its ABI version is ${found}, this program needs ${abiVersion}`);
    }
    return new Shim(library);
  }

  /** How the library was built. */
  buildInfo(): unknown {
    return this.#answer((out, capacity) => this.#symbols.pluginary_build_info(out, capacity));
  }

  /** Moves the protocol off standard output. */
  openChannel(): void {
    this.#check(this.#symbols.pluginary_open_channel());
  }

  /** Writes complete protocol lines. */
  send(bytes: Uint8Array<ArrayBuffer>): void {
    this.#check(this.#symbols.pluginary_send(bytes, BigInt(bytes.byteLength)));
  }

  /** Makes this process die with its parent. */
  dieWithParent(parentPid: number): void {
    this.#check(this.#symbols.pluginary_die_with_parent(BigInt(parentPid)));
  }

  /** Confines this process for the rest of its life. */
  confine(request: { readonly level: string }): unknown {
    const json = encodeRequest(request);
    return this.#answer((out, capacity) => this.#symbols.pluginary_confine(json, out, capacity));
  }

  /** Prepares the library for some formats; `lv2Bundles` are all LV2 bundles to read. */
  open(formats: readonly string[], lv2Bundles: readonly string[] = []): void {
    this.#check(this.#symbols.pluginary_open(encodeRequest({ formats, lv2Bundles })));
  }

  /** Lists the plugins of a module without instantiating any. */
  list(request: ModuleRequest): unknown {
    const json = encodeRequest(request);
    return this.#answer((out, capacity) => this.#symbols.pluginary_list(json, out, capacity));
  }

  /** Describes one plugin, whose instance lives until {@linkcode release}. */
  describe(request: ModuleRequest & { nativeId: string }): unknown {
    return JSON.parse(this.describeAsText(request));
  }

  /** Does the same as {@linkcode describe}, but leaves the JSON as it is. */
  describeAsText(request: ModuleRequest & { nativeId: string }): string {
    const json = encodeRequest(request);
    return this.#text((out, capacity) => this.#symbols.pluginary_describe(json, out, capacity));
  }

  /** Lists a part of a plugin's presets. */
  presets(request: ModuleRequest & { nativeId: string; offset: number; limit: number }): unknown {
    const json = encodeRequest(request);
    return this.#answer((out, capacity) => this.#symbols.pluginary_presets(json, out, capacity));
  }

  /** Loads what the request says into one plugin, and gives its state as JSON. */
  stateAsText(request: ModuleRequest & { nativeId: string } & StateWishes): string {
    const json = encodeRequest(request);
    return this.#text((out, capacity) => this.#symbols.pluginary_state(json, out, capacity));
  }

  /** Reads the presets in files, or in a module, and gives them as JSON. */
  presetFilesAsText(request: ModuleRequest & { files: readonly string[] }): string {
    const json = encodeRequest(request);
    return this.#text((out, capacity) => this.#symbols.pluginary_preset_files(json, out, capacity));
  }

  /** Destroys the instance that {@linkcode describe} or {@linkcode stateAsText} made. */
  release(): void {
    this.#check(this.#symbols.pluginary_release());
  }

  /** Ends the process at once, without exit handlers. */
  exit(code: number): never {
    this.#symbols.pluginary_exit(code);
    throw new Error("pluginary_exit() returned");
  }

  #answer(call: (out: Uint8Array<ArrayBuffer>, capacity: bigint) => bigint): unknown {
    return JSON.parse(this.#text(call));
  }

  /** Calls with the current buffer, and again with a larger one if the answer needs it. */
  #text(call: (out: Uint8Array<ArrayBuffer>, capacity: bigint) => bigint): string {
    let size = this.#check(call(this.#buffer, BigInt(this.#buffer.byteLength)));
    if (size > this.#buffer.byteLength) {
      if (size > MAXIMUM_CAPACITY) {
        throw new ShimError("OUT_OF_MEMORY", `Answer of ${size} bytes is too large`);
      }
      this.#buffer = new Uint8Array(size);
      size = this.#check(call(this.#buffer, BigInt(size)));
    }
    return new TextDecoder().decode(this.#buffer.subarray(0, size));
  }

  #check(result: number | bigint): number {
    const value = Number(result);
    if (value < 0) throw new ShimError(statusName(value), this.#lastError());
    return value;
  }

  #lastError(): string {
    const out = new Uint8Array(4096);
    const size = Number(this.#symbols.pluginary_last_error(out, BigInt(out.byteLength)));
    return size > 0 && size <= out.byteLength ? new TextDecoder().decode(out.subarray(0, size)) : "";
  }
}

function encodeRequest(request: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(request) + "\0");
}
