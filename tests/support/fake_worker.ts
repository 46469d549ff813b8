/**
 * A worker without a shim that behaves as its first argument says, to test how
 * the scanner reacts. It speaks the protocol on its standard output.
 */
import { RandomNumbers } from "./random_numbers.ts";
import { lines, send, sleep, writeBytes } from "./worker_streams.ts";

const behaviour = Deno.args[0] ?? "good";
const encoder = new TextEncoder();

function write(text: string): void {
  writeBytes(encoder.encode(text));
}

function noise(megabytes: number): void {
  const chunk = new Uint8Array(1024 * 1024).fill(0x78);
  for (let i = 0; i < megabytes; i++) {
    for (let at = 0; at < chunk.length;) at += Deno.stderr.writeSync(chunk.subarray(at));
  }
  Deno.stderr.writeSync(encoder.encode("\nthe last words\n"));
}

/** The first signal only removes Rust's own handler for stack overflows; the second one ends this process. */
function crash(): void {
  for (;;) {
    Deno.kill(Deno.pid, "SIGSEGV");
    sleep(5);
  }
}

const PLUGIN = { nativeId: "ABCD", name: "Fake", rawCategories: ["Fx"] };
const DESCRIBED = { ...PLUGIN, buses: [], parameters: [], programs: [] };

/** A request; only some name a plugin. */
interface Request {
  readonly type: string;
  readonly requestId: number;
  readonly location: string;
  readonly nativeId?: string;
}

/**
 * Numbers that depend only on the module and the request, not on process or time;
 * the second argument is the seed.
 */
function numbersFor({ type, location }: Request): RandomNumbers {
  const text = `${Deno.args[1]} ${type} ${location.replace(/^.*\//, "")}`;
  return new RandomNumbers([...text].reduce((sum, letter) => Math.imul(sum, 31) + letter.codePointAt(0)!, 0));
}

function answer(request: Request): void {
  const { requestId } = request;
  if (request.type === "list") send({ type: "listed", requestId, plugins: [PLUGIN] });
  else send({ type: "described", requestId, plugin: DESCRIBED });
}

/** The behaviours: they replace an answer, or add to it. */
const BEHAVIOURS: Record<string, (request: Request) => void> = {
  "good": answer,
  "empty": ({ requestId }) => send({ type: "listed", requestId, plugins: [] }),
  "twice": (request) => {
    const { requestId } = request;
    if (request.type === "list") {
      send({ type: "listed", requestId, plugins: [PLUGIN, { ...PLUGIN, name: "Twin" }] });
    } else answer(request);
  },
  /** A shell of two plugins; one of them crashes. */
  "one-crashes": (request) => {
    const bad = { ...PLUGIN, nativeId: "BAD", name: "Bad" };
    if (request.type === "list") {
      send({ type: "listed", requestId: request.requestId, plugins: [PLUGIN, bad] });
    } else if (request.nativeId === "BAD") crash();
    else answer(request);
  },
  /** The same shell without the crash. */
  "two": (request) => {
    const { type, requestId, nativeId } = request;
    const bad = { ...PLUGIN, nativeId: "BAD", name: "Bad" };
    if (type === "list") send({ type: "listed", requestId, plugins: [PLUGIN, bad] });
    else if (nativeId === "BAD") send({ type: "described", requestId, plugin: { ...DESCRIBED, ...bad } });
    else answer(request);
  },
  /** With an id like those of VST3 classes. */
  "class-id": ({ type, requestId }) => {
    const nativeId = PLUGIN.nativeId.padEnd(32, "0");
    if (type === "list") send({ type: "listed", requestId, plugins: [{ ...PLUGIN, nativeId }] });
    else send({ type: "described", requestId, plugin: { ...DESCRIBED, nativeId } });
  },
  /** The name of its one plugin tells what the worker was started for. */
  "echo-start": ({ type, requestId }) => {
    const name = JSON.stringify({ formats: start.formats, lv2Bundles: start.lv2Bundles });
    if (type === "list") send({ type: "listed", requestId, plugins: [{ ...PLUGIN, name }] });
    else send({ type: "described", requestId, plugin: { ...DESCRIBED, name } });
  },
  /** Its one plugin is named after a variable of the worker. */
  "echo-variable": ({ type, requestId }) => {
    const name = Deno.env.get("FAKE_VARIABLE") ?? "none";
    if (type === "list") send({ type: "listed", requestId, plugins: [{ ...PLUGIN, name }] });
    else send({ type: "described", requestId, plugin: { ...DESCRIBED, name } });
  },
  "crash": crash,
  "crash-describe": (request) => {
    if (request.type === "describe") crash();
    answer(request);
  },
  "crash-after-answer": (request) => {
    answer(request);
    if (request.type === "describe") crash();
  },
  "exit": () => Deno.exit(0),
  "hang": () => sleep(60_000),
  "wrong-id": (request) => answer({ ...request, type: "list", requestId: request.requestId + 1 }),
  "half-line": ({ requestId }) => {
    write(`{"type":"listed","requestId":${requestId},"plug`);
    Deno.exit(0);
  },
  "noise": (request) => {
    noise(100);
    answer(request);
  },
  "two-answers": (request) => {
    answer(request);
    answer(request);
  },
  "presets": (request) => {
    if (request.type !== "list") return answer(request);
    const presetLocations = ["/usr/share/presets", "/tmp/with\u001b[31m control"];
    send({ type: "listed", requestId: request.requestId, plugins: [PLUGIN], presetLocations });
  },
  "wrong-type": ({ requestId }) => send({ type: "described", requestId, plugin: DESCRIBED }),
  "no-json": () => write("Hello, I am a plugin\n"),
  "invalid": ({ requestId }) => send({ type: "listed", requestId, plugins: [{ name: 1 }] }),
  "deep": () => write("[".repeat(200_000) + "\n"),
  "endless-line": () => {
    for (const chunk = "x".repeat(1024 * 1024);;) write(chunk);
  },
  /** Different for each module and request: valid lines with bytes changed, cut off or doubled, or pure noise. */
  "nonsense": (request) => {
    const { type, requestId } = request;
    const numbers = numbersFor(request);
    const random = (end: number) => numbers.below(end);
    const answer = type === "list"
      ? { type: "listed", requestId, plugins: [PLUGIN] }
      : { type: "described", requestId, plugin: DESCRIBED };
    const bytes = encoder.encode(`${JSON.stringify(answer)}\n`);
    const kind = random(6);
    if (kind === 0) return writeBytes(new Uint8Array(random(5000)).map(() => random(256)));
    for (let i = random(4); i > 0; i--) bytes[random(bytes.length)] = random(256);
    const end = kind === 1 ? random(bytes.length) : bytes.length;
    // In pieces, since pipes split writes.
    for (let at = 0; at < end;) {
      const next = Math.min(end, at + 1 + random(40));
      writeBytes(bytes.subarray(at, next));
      at = next;
    }
    if (kind === 2) writeBytes(bytes);
    if (kind === 3) crash();
    if (kind === 1 || kind === 4) Deno.exit(random(3));
  },
  "slow": (request) => {
    sleep(50);
    answer(request);
  },
};

const requests = lines();
const start = JSON.parse(requests.next().value ?? "null");
if (behaviour === "no-ready") sleep(60_000);
if (behaviour === "dies-at-start") {
  Deno.stderr.writeSync(encoder.encode("cannot open the shim\n"));
  Deno.exit(7);
}
const protocol = behaviour === "old-protocol" ? 0 : 2;
const confinement = behaviour === "confined-in-part"
  ? { level: "partial", layers: ["seccomp", "limits"] }
  : { level: "none", layers: [] };
send({ type: "ready", protocol, abi: 2, confinement });
for (const line of requests) {
  const request = JSON.parse(line);
  if (behaviour !== "no-entering") send({ type: "entering", requestId: request.requestId });
  (BEHAVIOURS[behaviour] ?? answer)(request);
  send({ type: "idle", requestId: request.requestId, memoryBytes: 1 });
}
