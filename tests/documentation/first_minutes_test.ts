import assert from "node:assert/strict";
import { GUIDE_HOME, GuideHome } from "../support/guide_home.ts";
import { NEEDY_AMP } from "./support/needy_amp.ts";
import { noHome, typeAll } from "./support/test_page.ts";

/** A user who knows `pluginary --help`, and types only what the program has shown. */
class NewUser {
  readonly #home: GuideHome;
  /** Everything that was on the screen. */
  readonly #seen: string[] = [];

  constructor(home: GuideHome) {
    this.#home = home;
  }

  /** Types a command, whose words after `pluginary` begin with a name that the screen has shown. */
  async type(command: string, exitCode = 0): Promise<readonly string[]> {
    const { lines, code } = await this.#home.type(command.replaceAll(GUIDE_HOME, this.#home.path));
    assert.equal(code, exitCode, `$ ${command}\n${lines.join("\n")}`);
    this.#seen.push(...lines);
    return lines;
  }

  /** Reads what the screen says, where it has said so. */
  read(pattern: RegExp): string {
    const found = this.#seen.findLast((line) => pattern.test(line));
    assert.ok(found !== undefined, `${pattern} in\n${this.#seen.join("\n")}`);
    return pattern.exec(found)![1]!.trim();
  }
}

Deno.test(
  `a new user gets from --help to a scan, a search and a cured failure${noHome}`,
  { ignore: noHome !== "" },
  async () => {
    await using home = await GuideHome.make();
    await typeAll(home, NEEDY_AMP);
    const user = new NewUser(home);

    await user.type("pluginary --help");
    const scan = user.read(/^ {2}(pluginary .*?) {2,}find the plugins of this computer/);
    await user.type(scan);
    user.read(/^(ZamComp) +Damien Zammit +vst3 +compressor/);

    // The report says which plugin failed, what it was denied, and what to type.
    user.read(/^failed: (.*\/Amp.vst3)/);
    user.read(/^ {2}denied: open (.*\/\.amp\/licence)/);
    await user.type(user.read(/^ {4}(pluginary scan .* --allow .*)/));
    user.read(/^fixed +1 +(decoy)/);

    // A plugin that hangs: more time does not help, so it is kept out.
    user.read(/^timed-out: (.*hanging_sample.clap)/);
    await user.type(user.read(/^ {4}(pluginary override set .*)/).replace("=2m", "=1s"));
    await user.type(scan);
    await user.type("pluginary help blocklist");
    await user.type(user.read(/^ {2}(pluginary blocklist add ).*never load this file/) + " hanging_sample");
    const [news] = await user.type(scan);
    assert.match(news!, /^No changes: 12 plugins in 14 modules, 1 known failure, 1 blocked/);

    // The search, with a slip of the fingers in the command and another one in the word.
    const search = user.read(/^ {2}(pluginary search) fabfilter eq/);
    await user.type(search.replace("search", "serch") + " zamcmop", 2);
    assert.equal(`pluginary ${user.read(/Did you mean "(.*)"\?/)}`, search);
    await user.type(`${search} zamcmop`);
    const name = user.read(/^(ZamComp) +Damien Zammit +vst3 clap/);

    const info = user.read(/^ {2}(info), show +Show everything known about a plugin/);
    await user.type(`pluginary ${info} ${name}`);
    user.read(/input aux: 1 audio channel, "(Sidechain Input)"/);
  },
);
