import { PLUGIN_FORMATS, type PluginFormat } from "../../model/plugin_format.ts";
import { QUERY_FIELDS, type TextField, type TextFieldOf } from "../../model/search/text_fields.ts";

/** Options that filter plugins, the same for `list` and `search`. Read by `filterNodes()`. */
export interface FilterFlags extends Readonly<Partial<Record<TextField, readonly string[]>>> {
  readonly format?: readonly PluginFormat[];
  readonly category?: readonly string[];
  readonly is?: readonly string[];
  readonly path?: readonly string[];
  readonly parameters?: readonly string[];
  readonly added?: readonly string[];
}

/** An option that can be repeated, with the same values as the field in a search. */
interface FilterOption {
  readonly kind: "parsed";
  readonly parse: (input: string) => string;
  readonly variadic: true;
  readonly placeholder: string;
  readonly brief: string;
  readonly optional: true;
}

/** The option for plugin formats, the same for every command that has it. */
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
    ...textFilters("name"),
    format: {
      kind: "enum",
      values: PLUGIN_FORMATS,
      variadic: ",",
      placeholder: "LIST",
      brief: "Only these formats",
      optional: true,
    },
    category: filter("LIST", "Only of these kinds, like eq,comp"),
    ...textFilters("contents"),
    is: filter("STATE", "Only instrument, effect, missing, failed, ..."),
    path: filter("TEXT", "Only with this text in the path, in any case"),
    parameters: filter("COUNT", "Only with COUNT parameters: 50, 50+, ..50, 10..50"),
    added: filter("AGE", "Only added within AGE or on a day: 30d, 2026-01-31+"),
  };

/** The names of these options. */
export const FILTER_NAMES = Object.keys(FILTER_OPTIONS) as readonly (keyof FilterFlags)[];

/** The options of text fields. */
function textFilters<Form extends "name" | "contents">(
  form: Form,
): Readonly<Record<TextFieldOf<Form>, FilterOption>> {
  const options = QUERY_FIELDS.filter((field) => field.form === form)
    .map(({ name, query }) => [name, filter("TEXT", query.option)]);
  return Object.fromEntries(options) as Record<TextFieldOf<Form>, FilterOption>;
}

function filter(placeholder: string, brief: string): FilterOption {
  return { kind: "parsed", parse: String, variadic: true, placeholder, brief, optional: true };
}
