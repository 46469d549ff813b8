import { PLUGIN_FORMATS, type PluginFormat } from "../../model/plugin_format.ts";

/** Options that leave plugins out, the same for `list` and `search`. Read by `filterNodes()`. */
export interface FilterFlags {
  readonly name?: readonly string[];
  readonly vendor?: readonly string[];
  readonly format?: readonly PluginFormat[];
  readonly category?: readonly string[];
  readonly param?: readonly string[];
  readonly preset?: readonly string[];
  readonly is?: readonly string[];
  readonly params?: readonly string[];
  readonly added?: readonly string[];
}

/** An option that can be repeated, and whose value means what it means in a search. */
interface FilterOption {
  readonly kind: "parsed";
  readonly parse: (input: string) => string;
  readonly variadic: true;
  readonly placeholder: string;
  readonly brief: string;
  readonly optional: true;
}

/** The option that every command with formats has. */
interface FormatOption {
  readonly kind: "enum";
  readonly values: typeof PLUGIN_FORMATS;
  readonly variadic: ",";
  readonly placeholder: string;
  readonly brief: string;
  readonly optional: true;
}

/** Definitions of {@linkcode FilterFlags}. */
export const FILTER_OPTIONS:
  & { readonly [Name in Exclude<keyof FilterFlags, "format">]-?: FilterOption }
  & { readonly format: FormatOption } = {
    name: filter("TEXT", "Only with these words in the name; can be repeated"),
    vendor: filter("TEXT", "Only of this vendor; can be repeated"),
    format: {
      kind: "enum",
      values: PLUGIN_FORMATS,
      variadic: ",",
      placeholder: "LIST",
      brief: "Only these formats",
      optional: true,
    },
    category: filter("LIST", "Only of these kinds, like eq,comp"),
    param: filter("TEXT", "Only with a parameter of this name"),
    preset: filter("TEXT", "Only with a preset of this name"),
    is: filter("STATE", "Only instrument, effect, missing, failed, ..."),
    params: filter("COUNT", "Only with so many parameters: 50, '>50', 10..50"),
    added: filter("AGE", "Only added then: '<30d', '>2026-01-31'"),
  };

/** The names of these options. */
export const FILTER_NAMES = Object.keys(FILTER_OPTIONS) as readonly (keyof FilterFlags)[];

function filter(placeholder: string, brief: string): FilterOption {
  return { kind: "parsed", parse: String, variadic: true, placeholder, brief, optional: true };
}
