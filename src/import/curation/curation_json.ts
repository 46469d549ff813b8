import * as v from "valibot";
import type { Register } from "../../model/curation/register.ts";
import type { OwnFile } from "../../model/curation/said_plugin.ts";
import { readRegister } from "../../model/curation/register_check.ts";
import { parseSlice } from "../parse_slice.ts";
import { SourceSyntaxError } from "../source_syntax_error.ts";
import { CurationFileError, lineAt } from "./file_text.ts";

const registerSchema = v.object({
  owner: v.string(),
  kind: v.string(),
  target: v.string(),
  field: v.string(),
  value: v.optional(v.unknown()),
  updatedAt: v.string(),
  writer: v.string(),
});

const pluginSchema = v.object({ id: v.string(), name: v.optional(v.string()) });

/** Reads the document of `curation export --json`. */
export async function readCurationJson(text: string): Promise<OwnFile> {
  const document = await parse(text);
  const isObject = typeof document === "object" && document !== null;
  const { schema, schemaVersion, registers, plugins = [] } = (isObject ? document : {}) as Record<
    string,
    unknown
  >;
  if (schema === "export") {
    throw new CurationFileError('it is an export of a whole catalog; use "pluginary import"');
  }
  if (schema !== "curation") {
    throw new CurationFileError('it is not a document of "pluginary curation export"');
  }
  if (schemaVersion !== 1) throw new CurationFileError(`its version ${schemaVersion} is not known`);
  if (!Array.isArray(registers) || !Array.isArray(plugins)) {
    throw new CurationFileError('"registers" and "plugins" must be lists');
  }
  return { source: "pluginary", registers: registers.map(registerAt), names: namesOf(plugins) };
}

async function parse(text: string): Promise<unknown> {
  try {
    return await parseSlice({ text, offset: 0, hasBareNumbers: false });
  } catch (error) {
    if (!(error instanceof SourceSyntaxError)) throw error;
    const before = new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, error.offset));
    throw new CurationFileError(error.message, lineAt(text, before.length));
  }
}

function registerAt(written: unknown, index: number): Register {
  const { success, output } = v.safeParse(registerSchema, written);
  if (!success) throw new CurationFileError(`register ${index + 1} is not complete`);
  const { value = null, ...rest } = output;
  const register = readRegister({ ...rest, value });
  if (typeof register !== "string") return register;
  throw new CurationFileError(`register ${index + 1} ${register}`);
}

function namesOf(plugins: readonly unknown[]): Map<string, string> {
  return new Map(plugins.flatMap((plugin) => {
    const { success, output } = v.safeParse(pluginSchema, plugin);
    return success && output.name !== undefined ? [[output.id, output.name]] : [];
  }));
}
