import type { MachineFormat } from "../output/output_options.ts";

/** How an answer is printed. */
export type OutputForm = MachineFormat | "table";

/**
 * The forms that an option changes, for options that do not change all of
 * them. Options that ask for what a form has anyway are no mistake there, like
 * `--no-pager` or `config list --origin` with `--json`.
 */
const FORMS: Readonly<Record<string, readonly OutputForm[]>> = {
  full: ["json", "ndjson", "yaml"],
  presets: ["table", "json", "yaml"],
  wide: ["table"],
};

/** Whether an option has an effect in a form of output. */
export function appliesTo(option: string, form: OutputForm): boolean {
  return !Object.hasOwn(FORMS, option) || FORMS[option]!.includes(form);
}

/** The formats that an option needs, where a table is not one of its forms. */
export function neededFormats(option: string): readonly OutputForm[] {
  const forms = Object.hasOwn(FORMS, option) ? FORMS[option]! : [];
  return forms.includes("table") ? [] : forms;
}
