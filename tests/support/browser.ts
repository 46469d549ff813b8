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
  readonly #closed: Promise<void>;
  readonly #socket: WebSocket;
  readonly #replies = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #listeners = new Set<(event: BrowserEvent) => void>();
  #lastId = 0;

  private constructor(
    folder: TemporaryFolder,
    child: Deno.ChildProcess,
    closed: Promise<void>,
    socket: WebSocket,
  ) {
    this.#folder = folder;
    this.#child = child;
    this.#closed = closed;
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
      // A group of its own, to be ended as a whole: Debian's program is a script around the browser's processes.
      detached: true,
    }).spawn();
    const { address, closed } = listenTo(child.stderr);
    try {
      return new Browser(folder, child, closed, await connect(await address));
    } catch (error) {
      await end(child, closed, folder);
      throw error;
    }
  }

  /** The folder of the browser's profile, which stands on its command line. */
  get profile(): string {
    return this.#folder.path;
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
    await this.#call("Browser.close");
    this.#socket.close();
    await end(this.#child, this.#closed, this.#folder);
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

/** How long a browser may take to be ready, and to close by itself. */
const STARTING_MS = 30_000;
const CLOSING_MS = 3000;

/** Ends all processes of a browser, whether they close or not, and removes its profile. */
async function end(child: Deno.ChildProcess, closed: Promise<void>, folder: TemporaryFolder): Promise<void> {
  const timer = setTimeout(() => Deno.kill(-child.pid, "SIGKILL"), CLOSING_MS);
  await closed;
  clearTimeout(timer);
  await child.status;
  await folder[Symbol.asyncDispose]();
}

/** Connects to the browser's page. */
async function connect(address: string): Promise<WebSocket> {
  const pages = await (await fetch(`http://${new URL(address).host}/json/list`)).json();
  const socket = new WebSocket(pages[0].webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  return socket;
}

/**
 * Reads what a browser says to its end, which comes when the last of its
 * processes is gone.
 *
 * @returns The address that it announces when it is ready, and its end.
 */
function listenTo(
  stderr: ReadableStream<Uint8Array<ArrayBuffer>>,
): { address: Promise<string>; closed: Promise<void> } {
  const address = Promise.withResolvers<string>();
  const late = new Error(`The browser was not ready after ${STARTING_MS} ms`);
  const timer = setTimeout(() => address.reject(late), STARTING_MS);
  const read = async () => {
    let text = "";
    for await (const part of stderr.pipeThrough(new TextDecoderStream())) {
      text += part;
      const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (found !== undefined) address.resolve(found);
    }
    clearTimeout(timer);
    address.reject(new Error(`The browser ended before it was ready:\n${text}`));
  };
  return { address: address.promise, closed: read() };
}
