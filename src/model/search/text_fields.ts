/** The texts of a plugin that search reads. */
export interface SearchedTexts {
  readonly name: string;
  readonly vendor?: string | undefined;
  /** The vendor's name, where it is another one. */
  readonly vendorGroup?: string | undefined;
  readonly category: string;
  readonly features: readonly string[];
  /** Of its parameters, without proxies for MIDI controllers. */
  readonly parameterNames: readonly string[];
  /** Names of programs and presets. */
  readonly presets: readonly string[];
  /** Authors of presets. */
  readonly presetAuthors: readonly string[];
}

/** One row of {@linkcode TEXT_FIELDS}. */
interface TextFieldRow {
  /**
   * How the index holds the texts: `name` in words and run together, ranked
   * by place and tolerant of typing errors; `kind` as marked words;
   * `contents` as the words of many names.
   */
  readonly form: "name" | "kind" | "contents";
  /** FTS5 columns: the words, then, for names, the words run together. */
  readonly columns: readonly string[];
  /** Score of a whole word found here, 0 to 1. */
  readonly weight: number;
  /** The field in the query language, `vendor:x`, and as an option, `--vendor x`; both are called like the row. */
  readonly query?: {
    /** Its other names in a query. */
    readonly aliases: readonly string[];
    /** Help text of the option. */
    readonly option: string;
  };
  /** The texts by their name in `matched`. */
  readonly texts: Readonly<Record<string, (plugin: SearchedTexts) => readonly string[]>>;
}

/**
 * The text fields of search, in the order in which they are matched and shown.
 *
 * The index, the query language, ranking, options and `matched` follow from
 * these rows. A new row needs one thing more: a migration that makes its
 * columns.
 */
export const TEXT_FIELDS = {
  name: {
    form: "name",
    columns: ["name", "name_joined"],
    weight: 1,
    query: { aliases: [], option: "Only with these words in the name; can be repeated" },
    texts: { name: ({ name }) => [name] },
  },
  vendor: {
    form: "name",
    columns: ["vendor", "vendor_joined"],
    weight: 0.8,
    query: { aliases: ["manufacturer"], option: "Only of this vendor; can be repeated" },
    texts: {
      vendor: ({ vendor = "", vendorGroup }) => vendorGroup === undefined ? [vendor] : [vendorGroup, vendor],
    },
  },
  // The query's `category:` is a condition on the normalised category, not a text.
  kind: {
    form: "kind",
    columns: ["kind"],
    weight: 0.66,
    texts: {
      category: ({ category }) => [category],
      feature: ({ category, features }) => features.filter((feature) => feature !== category),
    },
  },
  parameter: {
    form: "contents",
    columns: ["parameters"],
    weight: 0.25,
    query: { aliases: ["param"], option: "Only with a parameter of this name" },
    texts: { param: ({ parameterNames }) => parameterNames },
  },
  preset: {
    form: "contents",
    columns: ["presets"],
    weight: 0.25,
    query: { aliases: [], option: "Only with a preset of this name" },
    texts: { preset: ({ presets }) => presets },
  },
  author: {
    form: "contents",
    columns: ["authors"],
    weight: 0.25,
    query: { aliases: [], option: "Only with presets by this author" },
    texts: { author: ({ presetAuthors }) => presetAuthors },
  },
} as const satisfies Readonly<Record<string, TextFieldRow>>;

type Rows = typeof TEXT_FIELDS;

/** A row's key. */
export type TextFieldName = keyof Rows;

/** Fields of one form. */
export type TextFieldOf<Form extends TextFieldRow["form"]> = {
  [Name in TextFieldName]: Rows[Name]["form"] extends Form ? Name : never;
}[TextFieldName];

/** Fields that a query can name. */
export type TextField = {
  [Name in TextFieldName]: Rows[Name] extends { query: unknown } ? Name : never;
}[TextFieldName];

/** A field's name in `matched`: a kind is a category or a feature there. */
export type MatchedField = { [Name in TextFieldName]: keyof Rows[Name]["texts"] }[TextFieldName];

/** A row with its key. */
export interface NamedTextField<Name extends TextFieldName = TextFieldName> extends TextFieldRow {
  readonly name: Name;
}

const ALL: readonly NamedTextField[] = Object.entries<TextFieldRow>(TEXT_FIELDS)
  .map(([name, row]) => ({ ...row, name: name as TextFieldName }));

/** The rows of some forms, in the order of the table. */
export function textFields<Form extends TextFieldRow["form"]>(
  ...forms: readonly Form[]
): readonly NamedTextField<TextFieldOf<Form>>[] {
  const isOfForm = (row: NamedTextField): row is NamedTextField<TextFieldOf<Form>> =>
    forms.some((form) => form === row.form);
  return ALL.filter(isOfForm);
}

/** A row that a query can name. */
export type QueryField = NamedTextField<TextField> & Required<Pick<TextFieldRow, "query">>;

/** The rows that a query can name, in the order of the table. */
export const QUERY_FIELDS = ALL.filter((row): row is QueryField => row.query !== undefined);

/** All names in `matched`, in the order of the table. */
export const MATCHED_FIELDS = ALL.flatMap(({ texts }) => Object.keys(texts)) as readonly MatchedField[];
