// The smallest possible list: a command with two options, in the command tree
// that the program uses, and two queries to the catalog whose path is the first
// argument.
import { buildApplication, buildCommand, run } from "@stricli/core";

/** The options that the benchmark also passes to the program. */
interface Flags {
  readonly limit?: number;
  readonly json?: boolean;
}

const command = buildCommand<Flags, [catalog: string]>({
  func: async ({ limit = 10 }, catalog) => {
    const { DatabaseSync } = await import("node:sqlite");
    using db = new DatabaseSync(catalog, { readOnly: true });
    const total = db.prepare("select count(*) as total from plugins").get()?.["total"];
    const plugins = db.prepare("select * from plugins order by vendor, name limit ?").all(limit);
    Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify({ total, plugins })}\n`));
  },
  parameters: {
    flags: {
      limit: { kind: "parsed", parse: Number, brief: "Show N at most", optional: true },
      json: { kind: "boolean", brief: "Print JSON", optional: true },
    },
    positional: { kind: "tuple", parameters: [{ parse: String, brief: "The catalog" }] },
  },
  docs: { brief: "List plugins" },
});

const silent = { write: () => {} };
await run(buildApplication(command, { name: "least" }), Deno.args, {
  process: { stdout: silent, stderr: silent },
});
