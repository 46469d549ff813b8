/**
 * The groups of siblings as a table of SQL with its parameters.
 *
 * @param groups Rows of `sibling_groups` in JSON, made while the stored ones
 * are out of date; unset for the stored ones.
 */
export function groupTable(
  groups: string | undefined,
): { readonly sql: string; readonly values: Readonly<Record<string, string>> } {
  if (groups === undefined) return { sql: "sibling_groups", values: {} };
  return {
    sql: "(select value ->> 0 as id, value ->> 1 as group_id from json_each(:groups))",
    values: { groups },
  };
}
