import type { DatabaseSync } from "node:sqlite";
import { statement } from "./statement.ts";

/** A number that is another one once another connection has changed the file. */
export function dataVersion(db: DatabaseSync): number {
  return Number(statement(db, "pragma data_version").get()!["data_version"]);
}
