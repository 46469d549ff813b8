import { type ErrorCode, PluginaryError } from "../../model/pluginary_error.ts";

const REPAIR_HINT = 'Run "pluginary catalog repair", which saves readable data and keeps the damaged file';

/** SQLite's message for a damaged definition; FTS5 reads its own when a table is first used. */
const WRONG_DEFINITION =
  /vtable constructor failed|no such (table|column|module|tokenizer|collation sequence|function)|unrecognized option|parse error in|error in tokenizer|reserved fts5|foreign key mismatch|ON CONFLICT clause does not match|has no column named|columns but \d+ values/;

/** SQLite's messages with their meaning and a hint; node:sqlite gives no error number, so the text decides. */
const MEANINGS: readonly [text: RegExp, code: ErrorCode, reason: string, hint: string][] = [
  [
    /database or disk is full/,
    "catalog-full",
    "the disk is full",
    "Free some space and run the command again; stored results are kept",
  ],
  [
    /file is not a database|file is encrypted/,
    "catalog-not-a-database",
    "it is not a database",
    "Name another file with PLUGINARY_CATALOG, or move this one away",
  ],
  [
    /malformed|disk I\/O error|database corruption|unsupported file format|corrupt|invalid rootpage|orphan index|type mismatch|datatype mismatch|cannot store/,
    "catalog-damaged",
    "it is damaged",
    REPAIR_HINT,
  ],
  [WRONG_DEFINITION, "catalog-damaged", "it is damaged", REPAIR_HINT],
  [
    /readonly database|read-only/,
    "catalog-not-writable",
    "it is not writable",
    "Make the file and its folder writable, or name another one with PLUGINARY_CATALOG",
  ],
  [
    /unable to open database file|permission denied|authorization denied/i,
    "catalog-not-readable",
    "it cannot be opened",
    "Check the permissions of the file and its folder",
  ],
  [
    /database (table )?is locked/,
    "catalog-busy",
    "another program has locked it",
    "Try again when that program has finished",
  ],
];

/** Whether another connection holds a lock that it will release. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && /database (table )?is locked/.test(error.message);
}

/**
 * Whether the cause is the file's content rather than its environment.
 *
 * An unknown message of SQLite also counts as damage: in a sound catalog all of
 * our statements succeed.
 */
export function isDamage(error: unknown): boolean {
  const reason = catalogError(error, "");
  if (reason instanceof PluginaryError) return reason.code === "catalog-damaged";
  return isSqliteError(error);
}

function isSqliteError(error: unknown): error is Error {
  return error instanceof Error && (error as { code?: unknown }).code === "ERR_SQLITE_ERROR";
}

/** The error of a row whose content we cannot have written. */
export function damagedContent(cause: unknown): PluginaryError {
  return new PluginaryError(
    "catalog-damaged",
    "Cannot read the catalog: a row is damaged",
    REPAIR_HINT,
    {
      cause,
    },
  );
}

/**
 * Requires the row that an index or another row refers to.
 *
 * @throws {PluginaryError} `catalog-damaged` if it does not exist.
 */
export function requireRow<T>(row: T | undefined): T {
  if (row === undefined) throw damagedContent(new RangeError("An index leads to no row"));
  return row;
}

/**
 * Translates an error of SQLite for a person; other errors are returned unchanged.
 *
 * @param path The catalog's file, for the message.
 */
export function catalogError(error: unknown, path: string): unknown {
  if (error instanceof PluginaryError || !(error instanceof Error)) return error;
  const isDenied = error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable;
  if (!isDenied && !isSqliteError(error)) return error;
  for (const [text, code, reason, hint] of MEANINGS) {
    if (text.test(error.message)) {
      return new PluginaryError(code, `Cannot use the catalog "${path}": ${reason}`, hint, { cause: error });
    }
  }
  return isDenied
    ? new PluginaryError("catalog-not-readable", `Cannot open "${path}": permission denied`, undefined, {
      cause: error,
    })
    : error;
}

/**
 * The error of a file opened for writing: if it cannot be opened, write access is
 * missing, which SQLite does not say.
 */
export function notWritable(error: unknown, path: string): unknown {
  const reason = catalogError(error, path);
  if (!(reason instanceof PluginaryError) || reason.code !== "catalog-not-readable") return reason;
  return new PluginaryError(
    "catalog-not-writable",
    `Cannot write to the catalog "${path}"`,
    "Make the file and its folder writable, name another one with PLUGINARY_CATALOG, or scan with --no-catalog",
    { cause: error },
  );
}
