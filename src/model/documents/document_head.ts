/** What every document for programs begins with. */
export interface DocumentHead {
  readonly schema: string;
  readonly schemaVersion: number;
}
