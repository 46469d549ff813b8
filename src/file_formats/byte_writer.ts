import { joined } from "./byte_source.ts";

/** Writes numbers and texts one after the other. */
export class ByteWriter {
  readonly #isLittleEndian: boolean;
  readonly #parts: Uint8Array[] = [];

  constructor(order: "little-endian" | "big-endian") {
    this.#isLittleEndian = order === "little-endian";
  }

  bytes(...parts: readonly Uint8Array[]): this {
    this.#parts.push(...parts);
    return this;
  }

  /** Text in UTF-8. */
  text(text: string): this {
    return this.bytes(new TextEncoder().encode(text));
  }

  uint32(...values: readonly number[]): this {
    return this.#numbers(values, 4, (view, value) => view.setUint32(0, value, this.#isLittleEndian));
  }

  uint64(...values: readonly number[]): this {
    return this.#numbers(
      values,
      8,
      (view, value) => view.setBigUint64(0, BigInt(value), this.#isLittleEndian),
    );
  }

  float32(...values: readonly number[]): this {
    return this.#numbers(values, 4, (view, value) => view.setFloat32(0, value, this.#isLittleEndian));
  }

  /** All that was written. */
  finish(): Uint8Array<ArrayBuffer> {
    return joined(this.#parts);
  }

  #numbers(values: readonly number[], size: number, set: (view: DataView, value: number) => void): this {
    for (const value of values) {
      const view = new DataView(new ArrayBuffer(size));
      set(view, value);
      this.#parts.push(new Uint8Array(view.buffer));
    }
    return this;
  }
}
