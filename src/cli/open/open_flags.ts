/** Options of `pluginary open`. */
export interface OpenFlags {
  readonly print?: boolean;
}
