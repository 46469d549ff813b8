/** A command line that help shows and a test runs. */
export interface Example {
  /** As typed in a shell, starting with `pluginary`. */
  readonly command: string;
  /** Its effect in a few words. */
  readonly does: string;
}

/** A help page's text: what the command does, then its examples in columns. */
export function describeWithExamples(description: string, examples: readonly Example[]): string {
  const width = Math.max(...examples.map(({ command }) => command.length));
  const lines = examples.map(({ command, does }) => `  ${command.padEnd(width)}  ${does}`);
  return [description, "", "Examples:", ...lines].join("\n");
}
