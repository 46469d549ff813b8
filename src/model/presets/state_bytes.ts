import * as v from "valibot";
import {
  type ParameterValue,
  parameterValueSchema,
  type PluginState,
  statePropertySchema,
} from "./plugin_state.ts";

const size = v.pipe(v.number(), v.integer(), v.minValue(0));
const ports = v.record(v.string(), v.pipe(v.number(), v.finite()));

/** The schema of the first line; the bytes of a state follow it, one part behind the other. */
const headSchema = v.variant("format", [
  v.object({ format: v.literal("vst3"), parts: v.tuple([size, size]) }),
  v.object({ format: v.literal("clap"), parts: v.tuple([size]) }),
  v.object({
    format: v.literal("lv2"),
    ports,
    properties: v.array(v.omit(statePropertySchema, ["value"])),
    parts: v.array(size),
  }),
  v.object({ format: v.literal("ladspa"), ports, parts: v.tuple([]) }),
]);

type Head = v.InferOutput<typeof headSchema>;

const END_OF_LINE = "\n".charCodeAt(0);

/**
 * A state as bytes: a line of JSON, then the bytes of its parts as they are.
 * Equal states give equal bytes, whatever the order of their ports and properties.
 */
export function packState(state: PluginState): Uint8Array<ArrayBuffer> {
  const { head, parts } = split(state);
  const line = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, line.length));
  bytes.set(line);
  let offset = line.length;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** Whether two states, or two files, have the same bytes. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/**
 * Reads what {@linkcode packState} has written.
 *
 * @throws {SyntaxError} for other bytes.
 */
export function unpackState(bytes: Uint8Array): PluginState {
  const end = bytes.indexOf(END_OF_LINE);
  if (end < 0) throw new SyntaxError("A state does not begin with a line of JSON");
  const parsed = v.safeParse(headSchema, JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))));
  if (!parsed.success) throw new SyntaxError("A state begins with other JSON");
  const parts: string[] = [];
  let offset = end + 1;
  for (const length of parsed.output.parts) {
    parts.push(bytes.subarray(offset, offset + length).toBase64());
    offset += length;
  }
  if (offset !== bytes.length) throw new SyntaxError("A state has another size than it says");
  return join(parsed.output, parts);
}

/** The parameters of a state as bytes. */
export function packTexts(parameters: readonly ParameterValue[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(parameters));
}

/**
 * Reads what {@linkcode packTexts} has written.
 *
 * @throws {SyntaxError} for other bytes.
 */
export function unpackTexts(bytes: Uint8Array): ParameterValue[] {
  const texts = v.safeParse(v.array(parameterValueSchema), JSON.parse(new TextDecoder().decode(bytes)));
  if (texts.success) return texts.output;
  throw new SyntaxError("They are other JSON");
}

function split(state: PluginState): { head: Head; parts: Uint8Array[] } {
  switch (state.format) {
    case "vst3": {
      const [component, controller] = [state.component, state.controller].map(bytesOf) as [Bytes, Bytes];
      return {
        head: { format: "vst3", parts: [component.length, controller.length] },
        parts: [component, controller],
      };
    }
    case "clap": {
      const data = bytesOf(state.data);
      return { head: { format: "clap", parts: [data.length] }, parts: [data] };
    }
    case "lv2": {
      const properties = state.properties.toSorted((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
      const parts = properties.map(({ value }) => bytesOf(value));
      return {
        head: {
          format: "lv2",
          ports: inOrder(state.ports),
          properties: properties.map(({ key, type, flags }) => ({ key, type, flags })),
          parts: parts.map(({ length }) => length),
        },
        parts,
      };
    }
    case "ladspa":
      return { head: { format: "ladspa", ports: inOrder(state.ports), parts: [] }, parts: [] };
  }
}

type Bytes = Uint8Array<ArrayBuffer>;

function bytesOf(base64: string): Bytes {
  return Uint8Array.fromBase64(base64);
}

function join(head: Head, parts: readonly string[]): PluginState {
  switch (head.format) {
    case "vst3":
      return { format: "vst3", component: parts[0]!, controller: parts[1]! };
    case "clap":
      return { format: "clap", data: parts[0]! };
    case "lv2":
      if (parts.length !== head.properties.length) {
        throw new SyntaxError("A state has another number of properties than it says");
      }
      return {
        format: "lv2",
        ports: head.ports,
        properties: head.properties.map((property, index) => ({ ...property, value: parts[index]! })),
      };
    case "ladspa":
      return { format: "ladspa", ports: head.ports };
  }
}

function inOrder(ports: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(ports).sort(([a], [b]) => a < b ? -1 : 1));
}
