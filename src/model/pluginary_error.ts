/** Names of the errors that end a command; programs read them from the `error` document. */
export type ErrorCode =
  | "usage"
  | "configuration"
  | "setting-not-set"
  | "editor-failed"
  | "file-manager-failed"
  | "path-not-found"
  | "shim-not-found"
  | "shim-not-usable"
  | "worker-not-found"
  | "worker-does-not-start"
  | "disk-full"
  | "memory-full"
  | "process-limit"
  | "ignore-list"
  | "catalog-not-found"
  | "catalog-not-a-database"
  | "catalog-of-other-program"
  | "catalog-newer"
  | "catalog-damaged"
  | "catalog-not-readable"
  | "catalog-not-writable"
  | "catalog-full"
  | "catalog-busy"
  | "catalog-replaced"
  | "scan-running"
  | "backup-not-found"
  | "confirmation-needed"
  | "log-not-readable"
  | "import-not-recognized"
  | "import-invalid"
  | "import-not-readable"
  | "plugin-not-found"
  | "plugin-ambiguous"
  | "not-a-plugin"
  | "not-blocked"
  | "no-override"
  | "vendor-not-found"
  | "tag-not-found"
  | "no-siblings"
  | "completions-not-ours"
  | "no-decision"
  | "collection-not-found"
  | "collection-exists"
  | "saved-search-not-found"
  | "saved-search-exists"
  | "stored-query"
  | "query-circle"
  | "scan-not-found"
  | "preset-not-found"
  | "preset-ambiguous"
  | "preset-exists"
  | "preset-too-large"
  | "preset-not-convertible"
  | "preset-not-readable"
  | "plugin-failed"
  | "preset-not-restorable"
  | "project-not-readable"
  | "output-not-writable"
  | "daw-not-found"
  | "daw-running"
  | "daw-file"
  | "daw-export-not-found"
  | "internal";

/** A candidate for an ambiguous name. */
export interface ErrorCandidate {
  readonly id: string;
  readonly name: string;
  readonly vendor?: string;
}

/** An error for the user: what happened and, if known, what to do about it. */
export class PluginaryError extends Error {
  override readonly name = "PluginaryError";
  /** For programs. */
  readonly code: ErrorCode;
  /** A suggestion for the user: a sentence or a command. */
  readonly hint: string | undefined;
  /** Candidates, if a name is ambiguous or unknown. */
  readonly candidates: readonly ErrorCandidate[] | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    hint?: string,
    options: ErrorOptions & { candidates?: readonly ErrorCandidate[] } = {},
  ) {
    super(message, options);
    this.code = code;
    this.hint = hint;
    this.candidates = options.candidates;
  }
}
