import * as v from "valibot";

/** The first fields of every document for programs. */
export interface DocumentHead {
  readonly schema: string;
  readonly schemaVersion: number;
  /** The fields that `--columns` has chosen; the records have no others. */
  readonly columns?: readonly string[] | undefined;
}

/** Schema of the field `columns`, which every document of a table can have. */
export const chosenColumnsSchema = v.optional(
  v.pipe(
    v.array(v.string()),
    v.description(
      "Present with --columns: the chosen fields. The records then have only these, whatever else they require.",
    ),
  ),
);
