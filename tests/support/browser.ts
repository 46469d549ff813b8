import { thisHost } from "../../scripts/host.ts";
import { BROWSER_COMMANDS } from "../../scripts/toolchain.ts";
import { TemporaryFolder } from "./temporary_folder.ts";

/** The browser to test with; `undefined` if there is none. */
export function findBrowser(): string | undefined {
  const host = thisHost();
  return BROWSER_COMMANDS.find((name) => host.hasCommand(name));
}

/** How a page is opened. */
export interface PageView {
  readonly width: number;
  readonly height?: number;
  readonly scheme?: "light" | "dark";
}

/** An event of Chrome's DevTools protocol. */
interface BrowserEvent {
  readonly method: string;
  // deno-lint-ignore no-explicit-any -- each method has its own shape
  readonly params: any;
}

/** A page that has been loaded, and everything that it did. */
export interface LoadedPage {
  /** Messages of the console and of the browser's log, such as refused requests, and uncaught errors. */
  readonly complaints: readonly string[];
  /** The addresses that were asked for, the page's own first. */
  readonly requests: readonly string[];
  /** How many dialogs scripts have opened. */
  dialogs(): number;
  /** The value of an expression in the page. */
  evaluate<T>(expression: string): Promise<T>;
  /** The whole page as a PNG. */
  screenshot(): Promise<Uint8Array>;
}

/** A headless browser with a profile of its own, driven through Chrome's DevTools protocol. */
export class Browser implements AsyncDisposable {
  readonly #folder: TemporaryFolder;
  readonly #child: Deno.ChildProcess;
  readonly #socket: WebSocket;
  readonly #replies = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #listeners = new Set<(event: BrowserEvent) => void>();
  #lastId = 0;

  private constructor(folder: TemporaryFolder, child: Deno.ChildProcess, socket: WebSocket) {
    this.#folder = folder;
    this.#child = child;
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(data));
  }

  /** Starts the browser; the page's sandbox is off, since tests run as root and load their own pages only. */
  static async start(program: string): Promise<Browser> {
    const folder = await TemporaryFolder.make();
    const child = new Deno.Command(program, {
      args: [
        ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"],
        ...["--remote-debugging-port=0", `--user-data-dir=${folder.path}`, "about:blank"],
      ],
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const address = await addressIn(child.stderr);
    const pages = await (await fetch(`http://${new URL(address).host}/json/list`)).json();
    const socket = new WebSocket(pages[0].webSocketDebuggerUrl);
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = reject;
    });
    return new Browser(folder, child, socket);
  }

  /** Loads an address, and waits until the page is complete and quiet. */
  async open(url: string, { width, height = 900, scheme = "light" }: PageView): Promise<LoadedPage> {
    const complaints: string[] = [];
    const requests: string[] = [];
    let dialogs = 0;
    const loaded = Promise.withResolvers<void>();
    const listener = ({ method, params }: BrowserEvent) => {
      if (method === "Page.loadEventFired") loaded.resolve();
      if (method === "Network.requestWillBeSent") requests.push(params.request.url);
      if (method === "Log.entryAdded") complaints.push(params.entry.text);
      if (method === "Runtime.consoleAPICalled") complaints.push(JSON.stringify(params.args));
      if (method === "Runtime.exceptionThrown") complaints.push(params.exceptionDetails.text);
      if (method !== "Page.javascriptDialogOpening") return;
      dialogs++;
      this.#call("Page.handleJavaScriptDialog", { accept: false });
    };
    this.#listeners.add(listener);
    for (const domain of ["Page", "Network", "Log", "Runtime"]) await this.#call(`${domain}.enable`);
    const size = { width, height, deviceScaleFactor: 1, mobile: width < 600 };
    await this.#call("Emulation.setDeviceMetricsOverride", size);
    await this.#call("Emulation.setEmulatedMedia", {
      features: [{ name: "prefers-color-scheme", value: scheme }],
    });
    await this.#call("Page.navigate", { url });
    await loaded.promise;
    // Time for what a page starts once it is complete.
    await new Promise((resolve) => setTimeout(resolve, 200));
    this.#listeners.delete(listener);
    return {
      complaints,
      requests,
      dialogs: () => dialogs,
      evaluate: <T>(expression: string) => this.#evaluate<T>(expression),
      screenshot: () => this.#screenshot(),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    this.#child.kill("SIGKILL");
    await this.#child.status;
    await this.#folder[Symbol.asyncDispose]();
  }

  async #evaluate<T>(expression: string): Promise<T> {
    const { result } = await this.#call("Runtime.evaluate", { expression, returnByValue: true }) as {
      result: { value: T };
    };
    return result.value;
  }

  async #screenshot(): Promise<Uint8Array> {
    const { data } = await this.#call("Page.captureScreenshot", { captureBeyondViewport: true }) as {
      data: string;
    };
    return Uint8Array.fromBase64(data);
  }

  #call(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#lastId;
    const reply = Promise.withResolvers<unknown>();
    this.#replies.set(id, reply);
    this.#socket.send(JSON.stringify({ id, method, params }));
    return reply.promise;
  }

  #receive(message: BrowserEvent & { id?: number; result?: unknown; error?: { message: string } }): void {
    if (message.id === undefined) return this.#listeners.forEach((listener) => listener(message));
    const reply = this.#replies.get(message.id);
    this.#replies.delete(message.id);
    if (message.error === undefined) reply?.resolve(message.result);
    else reply?.reject(new Error(message.error.message));
  }
}

/** The address that the browser announces when it is ready. */
async function addressIn(stderr: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let text = "";
  const reader = stderr.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`The browser ended before it was ready:\n${text}`);
    text += value;
    const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
    if (address === undefined) continue;
    await reader.cancel();
    return address;
  }
}
