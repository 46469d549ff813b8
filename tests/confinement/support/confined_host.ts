/**
 * A program that confines itself as its first argument says, through the C ABI
 * alone, and lists a module; the layers can be switched off only like this.
 *
 * Prints the report of the confinement and then the names of the plugins, a
 * JSON line each.
 */
import { Shim } from "../../../ffi/shim.ts";

const [abiVersion, shimPath, confinement, location, binary] = Deno.args as [
  string,
  string,
  string,
  string,
  string,
];

// What a runtime may have open by the time that a worker is confined.
const left = Deno.openSync(`${Deno.env.get("TMPDIR")}/left-open`, { create: true, write: true });
const shim = Shim.open(shimPath, Number(abiVersion));
shim.openChannel();
const report = shim.confine(JSON.parse(confinement));
shim.open(["vst3"]);
const { plugins } = shim.list({ format: "vst3", location, binary }) as { plugins: { name: string }[] };
const lines = [report, plugins.map(({ name }) => name)].map((value) => JSON.stringify(value) + "\n");
shim.send(new TextEncoder().encode(lines.join("")));
left.close();
shim.exit(0);
