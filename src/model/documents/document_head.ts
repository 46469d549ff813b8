/** The first fields of every document for programs. */
export interface DocumentHead {
  readonly schema: string;
  readonly schemaVersion: number;
}
