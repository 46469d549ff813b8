import type { DatabaseSync } from "node:sqlite";
import { LOCAL_OWNER, mergeRegister } from "../../../src/catalog/curation/registers.ts";
import type { CurationKind } from "../../../src/model/curation/register.ts";

/** Says something at a certain time, as the program on another computer could have. */
export function curate(
  db: DatabaseSync,
  target: string,
  field: string,
  value: unknown,
  { kind = "plugin", updatedAt = "2026-01-01T00:00:00.000Z", writer = "test" }: {
    readonly kind?: CurationKind;
    readonly updatedAt?: string;
    readonly writer?: string;
  } = {},
): void {
  const json = value === undefined ? null : JSON.stringify(value);
  mergeRegister(db, { owner: LOCAL_OWNER, kind, target, field, value: json, updatedAt, writer });
}

/** What is said now, as rows of target, field and value, in order. */
export function allCuration(
  db: DatabaseSync,
  where = "1",
): [target: string, field: string, value: unknown][] {
  return db.prepare(
    `select target, field, value from curation where value is not null and ${where} order by target, field`,
  ).all().map(({ target, field, value }) => [String(target), String(field), JSON.parse(String(value))]);
}
