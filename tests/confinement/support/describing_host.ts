/**
 * A program that confines itself as its first argument says and then lists
 * and describes modules: their descriptions, a JSON line each.
 */
import { Shim } from "../../../ffi/shim.ts";

const [abiVersion, shimPath, confinement, ...binaries] = Deno.args as [string, string, string, ...string[]];

const shim = Shim.open(shimPath, Number(abiVersion));
shim.openChannel();
shim.confine(JSON.parse(confinement));
shim.open(["vst3"]);
const lines = binaries.flatMap((binary) => {
  const module = { format: "vst3", location: binary.replace(/\/Contents\/.*/, ""), binary };
  const { plugins } = shim.list(module) as { plugins: { nativeId: string }[] };
  return plugins.map(({ nativeId }) => {
    const described = JSON.stringify(shim.describe({ ...module, nativeId }));
    shim.release();
    return described + "\n";
  });
});
shim.send(new TextEncoder().encode(lines.join("")));
shim.exit(0);
