/**
 * A worker without a shim that treats each module as the module's name says:
 * `<any>.<list>.<plugins>.<format>`, made by {@linkcode makeScripted}. It
 * speaks the protocol on its standard output.
 */
import { lines, send, sleep } from "./worker_streams.ts";

/** The first signal only removes Rust's own handler for stack overflows; the second one ends this process. */
function crash(): never {
  for (;;) {
    Deno.kill(Deno.pid, "SIGSEGV");
    sleep(5);
  }
}

interface Request {
  readonly type: "list" | "describe";
  readonly requestId: number;
  readonly location: string;
  readonly nativeId: string;
}

/** The script in a name: the act of the list, and that of each plugin. */
function scriptOf(location: string): { list: string; plugins: string } {
  const [, list, plugins] = /\.(\w)\.(\w*)\.\w+$/.exec(location)!;
  const each = plugins!.replace(
    /([a-zA-Z])(\d+)/g,
    (_, act: string, count: string) => act.repeat(Number(count)),
  );
  return { list: list!, plugins: each };
}

/** Set by a module that leaves this worker damaged. */
let poisonedBy: string | undefined;

/** Acts, and returns if there is still an answer to give. */
function act(how: string, { requestId, location }: Request): void {
  if (how === "c") crash();
  if (how === "h") { for (;;) sleep(60_000); }
  if (how === "e") Deno.exit(0);
  if (how === "g") send("garbage");
  if (how === "K") sleep(600);
  if (how === "k" || how === "K") {
    for (;;) {
      Deno.kill(Deno.pid, "SIGKILL");
      sleep(5);
    }
  }
  if (how === "m") {
    Deno.stderr.writeSync(
      new TextEncoder().encode("terminate called after throwing an instance of 'std::bad_alloc'\n"),
    );
    crash();
  }
  if (how === "s") sleep(30);
  if (how === "l") sleep(1500);
  if (how === "p") poisonedBy = location;
  if (how === "r") {
    send({ type: "refused", requestId, failure: { code: "invalid-metadata", message: "Is refused" } });
  }
}

function answer(request: Request): void {
  const { requestId, location } = request;
  if (poisonedBy !== undefined && poisonedBy !== location) crash();
  const { list, plugins } = scriptOf(location);
  const index = Number(request.nativeId ?? -1);
  const how = request.type === "list" ? list : plugins[index]!;
  act(how, request);
  if (how === "r") return;
  const pluginAt = (at: number) => ({ nativeId: String(at), name: `Plugin ${at}`, rawCategories: [] });
  if (request.type === "list") {
    send({ type: "listed", requestId, plugins: [...plugins].map((_, at) => pluginAt(at)) });
  } else {
    // The process that described it.
    const plugin = {
      ...pluginAt(index),
      vendor: `process ${Deno.pid}`,
      buses: [],
      parameters: [],
      programs: [],
    };
    send({ type: "described", requestId, plugin });
  }
  if (how === "a") crash();
}

const requests = lines();
requests.next();
send({ type: "ready", protocol: 2, abi: 2, confinement: { level: "none", layers: [] } });
for (const line of requests) {
  const request: Request = JSON.parse(line);
  send({ type: "entering", requestId: request.requestId });
  answer(request);
  send({ type: "idle", requestId: request.requestId, memoryBytes: 1 });
}
