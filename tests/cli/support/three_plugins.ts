import assert from "node:assert/strict";
import { Sandbox } from "../../support/sandbox.ts";
import { storedCatalog } from "./stored_catalog.ts";

/** Three products, one of them in two formats. */
const PLUGINS = [
  { name: "One EQ", id: "vst3:1", vendor: "Ann", category: "equalizer" },
  { name: "Two EQ", id: "vst3:2", vendor: "Bob", category: "equalizer" },
  { name: "Three", vendor: "Ann", id: "clap:3", format: "clap", category: "delay" },
  { name: "Three", vendor: "Ann", id: "vst3:3", category: "delay" },
] as const;

/** A sandbox with a few plugins, in which these commands have been run. */
export async function makeSandbox(...lines: readonly string[][]): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  await storedCatalog(sandbox.catalog, PLUGINS);
  for (const line of lines) await run(sandbox, ...line);
  return sandbox;
}

/** Runs a command that succeeds, and returns what it prints. */
export async function run(sandbox: Sandbox, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await sandbox.run(args);
  assert.equal(code, 0, stderr);
  return stdout;
}
