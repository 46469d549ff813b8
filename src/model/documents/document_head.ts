/** The first fields of every document for programs. */
export interface DocumentHead {
  readonly schema: string;
  readonly schemaVersion: number;
  /** The fields that `--columns` has chosen; the records have no others. */
  readonly columns?: readonly string[] | undefined;
}
