import { copyFolder } from "../../support/copy_folder.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { copyHosts } from "./hosts.ts";
import { give, type User } from "./ordinary_user.ts";

const FIXTURE = new URL("../../../build/fixtures/hostile/hostile.vst3", import.meta.url).pathname;

/** The descriptor that runHost() leaves open on the secret, as a careless shell does. */
export const INHERITED_DESCRIPTOR = 9;

/** Whether an attempt is made when the module is loaded, when it is listed, or both times. */
export type Moment = "load" | "list" | "load,list";

/** What a hostile module does. */
export interface HostileOptions {
  readonly attempt?: Moment | "";
  readonly behaviour?: string;
  /** Whether it attempts to start programs: the end of a worker that records denials. */
  readonly programs?: "no";
  /** The file of behaviours that need one, and how they open it, as for fopen(3). */
  readonly file?: string;
  readonly mode?: string;
  /** Whose it is, and that runs it. */
  readonly user?: User;
}

/**
 * A copy of the hostile module with victims of its own: files, a process, a
 * server. Nothing else is ever attacked.
 */
export class HostileModule implements AsyncDisposable {
  /** The bundle. */
  readonly location: string;
  /** The folder that holds only what may be scanned: the bundle. */
  readonly root: string;
  /** The folder that a test may give as private. */
  readonly privateFolder: string;
  /** The file whose content nobody may read. */
  readonly secret: string;
  readonly #folder: TemporaryFolder;
  readonly #victim: Deno.ChildProcess;
  readonly #listeners: Deno.Listener[];

  private constructor(folder: TemporaryFolder, victim: Deno.ChildProcess, listeners: Deno.Listener[]) {
    this.#folder = folder;
    this.#victim = victim;
    this.#listeners = listeners;
    this.root = folder.join("root");
    this.location = folder.join("root/Hostile.vst3");
    this.privateFolder = folder.join("private");
    this.secret = folder.join("victims/secret");
  }

  /** Makes the module and what it attacks; all of it belongs to the user. */
  static async make(
    { attempt = "", behaviour = "", programs, file = "", mode = "r", user }: HostileOptions = {},
  ): Promise<HostileModule> {
    const folder = await TemporaryFolder.make();
    await copyFolder(FIXTURE, folder.join("root/Hostile.vst3"));
    await Deno.mkdir(folder.join("private"));
    const readable = folder.join("root/Hostile.vst3/Contents/Resources");
    for (const name of ["secret", "victim", "truncated-1", "unlinked", "renamed", "taken", "exchanged"]) {
      await folder.write(`victims/${name}`, `${name} s`.slice(-12));
    }
    await Deno.writeTextFile(folder.join("victims/secret"), "secret");
    for (const name of ["removed", "empty"]) await Deno.mkdir(folder.join(`victims/${name}`));
    await folder.write("root/Hostile.vst3/Contents/Resources/readable", "readable");
    await folder.write("root/Hostile.vst3/Contents/Resources/truncated-1", "truncated");
    await folder.write("root/Hostile.vst3/Contents/Resources/truncated-2", "truncated");
    await folder.write("root/Hostile.vst3/Contents/Resources/executable", "no program");
    await Deno.chmod(`${readable}/executable`, 0o755);
    const victim = new Deno.Command("/bin/sleep", {
      args: ["120"],
      stdin: "null",
      stdout: "null",
      stderr: "null",
      detached: true,
      ...user,
    }).spawn();
    const abstract = `pluginary-test-${crypto.randomUUID()}`;
    const tcp = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const listeners: Deno.Listener[] = [
      tcp,
      Deno.listen({ transport: "unix", path: folder.join("victims/socket") }),
    ];
    listeners.push(Deno.listen({ transport: "unix", path: `\0${abstract}` }));
    const targets = {
      attempt,
      behaviour,
      programs: programs ?? "",
      file,
      mode,
      folder: folder.join("victims"),
      secret: folder.join("victims/secret"),
      readable: `${readable}/readable`,
      "readable-truncated-1": `${readable}/truncated-1`,
      "readable-truncated-2": `${readable}/truncated-2`,
      executable: `${readable}/executable`,
      "tmp-file": `/tmp/${abstract}`,
      "shm-file": `/dev/shm/${abstract}`,
      parent: Deno.pid,
      process: victim.pid,
      group: victim.pid,
      "tcp-port": (tcp.addr as Deno.NetAddr).port,
      socket: folder.join("victims/socket"),
      abstract,
      inherited: INHERITED_DESCRIPTOR,
    };
    const lines = Object.entries(targets).map(([name, value]) => `${name}=${value}\n`);
    await folder.write("root/Hostile.vst3/Contents/Resources/targets", lines.join(""));
    if (user !== undefined) {
      await copyHosts(folder.join("program"));
      await give(folder.path, user);
    }
    return new HostileModule(folder, victim, listeners);
  }

  /** What another user needs of this project and its runtime. */
  get program(): string {
    return this.#folder.join("program");
  }

  /** The library inside the bundle. */
  get binary(): string {
    return `${this.location}/Contents/${Deno.build.arch}-linux/hostile.so`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const listener of this.#listeners) listener.close();
    try {
      this.#victim.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    await this.#victim.status;
    await this.#folder[Symbol.asyncDispose]();
  }
}
