import * as v from "valibot";

/** Schema of the field `columns`, which every document of a table can have. */
export const chosenColumnsSchema = v.optional(
  v.pipe(
    v.array(v.string()),
    v.description(
      "Present with --columns: the chosen fields. The records then have only these, whatever else they require.",
    ),
  ),
);
