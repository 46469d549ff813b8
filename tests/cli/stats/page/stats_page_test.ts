import assert from "node:assert/strict";
import { openCatalog } from "../../../../src/catalog/open_catalog.ts";
import { beginScan, commitModule, moduleWith } from "../../../catalog/support/test_catalog.ts";
import { Browser, findBrowser, type LoadedPage, type PageView } from "../../../support/browser.ts";
import { Sandbox } from "../../../support/sandbox.ts";
import { samplePlugin } from "../../support/scan_events.ts";

const program = findBrowser();
const missing = program === undefined ? " (skipped: there is no headless Chromium)" : "";

const VIEWS: readonly PageView[] = [
  { width: 360, scheme: "light" },
  { width: 390, scheme: "dark" },
  { width: 1280, scheme: "light" },
  { width: 1280, scheme: "dark" },
];

/** Names that run, load or reach out of their place if they are taken for markup, and some that are only long. */
const NAMES = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(2)</script>",
  `"><svg onload=alert(3)>`,
  "</title></style></desc></svg><iframe src=https://example.com></iframe>",
  "&lt;b&gt; & 'quotes'",
  "\u{202e}reversed\u{2066}\u{0}\u{1b}[2J",
  "W".repeat(3000),
  "宽".repeat(200),
  "שלום עולם",
];

/** A folder with a page about plugins and vendors of these names. */
async function makePage(options: readonly string[] = []): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  using catalog = await openCatalog(sandbox.catalog);
  const journal = await beginScan(catalog);
  for (const [at, name] of NAMES.entries()) {
    const format = (["vst3", "clap", "lv2"] as const)[at % 3]!;
    const id = `${format}:${at}`;
    const plugin = samplePlugin({ name, vendor: name, id, nativeId: `${at}`, format });
    const changes = {
      format,
      location: `/home/somebody/private/<img src=y onerror=alert(4)> ${at}.vst3`,
      sizeBytes: 10 ** (at + 2),
      durationMs: 5 ** at,
      modifiedAt: `${1970 + 6 * at}-01-01T00:00:00.000Z`,
    };
    const many = at === 0 ? [plugin, samplePlugin({ name: "Second", vendor: name })] : [plugin];
    await commitModule(journal, { ...moduleWith(`${at}`, many, changes), location: changes.location });
  }
  const reason = { code: "load-error", message: "Cannot load /home/somebody" } as const;
  await commitModule(journal, moduleWith("Broken", [], { outcome: "failed", reason }));
  await journal.end({ isComplete: true, interruptedBy: null });
  const { code, stderr } = await sandbox.run(["stats", "--html", "page.html", "--limit", "20", ...options]);
  assert.equal(code, 0, stderr);
  return sandbox;
}

/** Loads the page, and opens all tables. */
async function openPage(browser: Browser, sandbox: Sandbox, view: PageView): Promise<LoadedPage> {
  const page = await browser.open(`file://${sandbox.join("page.html")}`, view);
  await page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)");
  return page;
}

/** A test with the page in a browser. */
function browserTest(name: string, run: (browser: Browser, sandbox: Sandbox) => Promise<void>): void {
  Deno.test(`the page of statistics ${name}${missing}`, { ignore: program === undefined }, async () => {
    await using sandbox = await makePage();
    await using browser = await Browser.start(program!);
    await run(browser, sandbox);
  });
}

browserTest("runs nothing, asks for nothing and complains about nothing", async (browser, sandbox) => {
  for (const view of VIEWS) {
    const page = await openPage(browser, sandbox, view);
    assert.deepEqual(page.complaints, []);
    assert.deepEqual(
      page.requests,
      [`file://${sandbox.join("page.html")}`, "data:,"].slice(0, page.requests.length),
    );
    assert.equal(page.dialogs(), 0);
    const foreign =
      "document.querySelectorAll('img, script, iframe, [onerror], [onload], b:not(.legend b)').length";
    assert.equal(await page.evaluate(foreign), 0);
  }
});

browserTest("shows hostile names as text", async (browser, sandbox) => {
  const page = await openPage(browser, sandbox, VIEWS[0]!);
  const text = await page.evaluate<string>("document.body.textContent");
  for (const name of NAMES.slice(0, 5)) assert.ok(text.includes(name), name);
  assert.doesNotMatch(text, /W{121}|宽{61}/);
  assert.ok(text.includes("<U+202E>reversed<U+2066>␀␛[2J"));
});

browserTest("fits each screen, from a small phone on", async (browser, sandbox) => {
  for (const view of VIEWS) {
    const page = await openPage(browser, sandbox, view);
    const width = await page.evaluate<number>("document.documentElement.scrollWidth");
    assert.ok(width <= view.width, `${width} of ${view.width}`);
    // Letters of plots may reach into the padding of their card, no further.
    const outside = await page.evaluate<string[]>(`[...document.querySelectorAll("text")].filter((text) => {
      // What a picture inside of a picture cuts off cannot be seen.
      if (text.parentElement.closest("svg").parentElement.closest("svg")) return false;
      const box = text.getBoundingClientRect(), card = text.closest(".card").getBoundingClientRect();
      return box.width > 0 && (box.left < card.left || box.right > card.right);
    }).map((text) => text.textContent)`);
    assert.deepEqual(outside, []);
  }
});

browserTest("can be read in light and dark", async (browser, sandbox) => {
  for (const scheme of ["light", "dark"] as const) {
    const page = await openPage(browser, sandbox, { width: 1280, scheme });
    const color = (name: string) =>
      page.evaluate<string>(
        `getComputedStyle(document.documentElement).getPropertyValue("--${name}").trim()`,
      );
    const card = await color("card");
    for (const name of ["text", "faint"]) {
      assert.ok(contrast(await color(name), card) >= 4.5, `${name} in ${scheme}`);
      assert.ok(contrast(await color(name), await color("page")) >= 4.5, `${name} on the page in ${scheme}`);
    }
    for (const name of ["vst3", "au", "lv2", "ladspa", "clap", "vst2"]) {
      assert.ok(contrast(await color(name), card) >= 3, `${name} in ${scheme}`);
    }
  }
});

browserTest("has words for each plot, and the numbers behind it", async (browser, sandbox) => {
  const page = await openPage(browser, sandbox, VIEWS[2]!);
  const titles = await page.evaluate<string[]>(
    "[...document.querySelectorAll('h2')].map((one) => one.textContent)",
  );
  assert.deepEqual(titles, ["Vendors", "Categories", "Years", "Sizes", "Scan times", "Slowest", "Failures"]);
  const cards = await page.evaluate<boolean[]>(`[...document.querySelectorAll(".card")].map((card) => {
    const ids = card.querySelector("svg[role=img]").getAttribute("aria-labelledby").split(" ");
    const hasWords = ids.length === 2 && ids.every((id) => document.getElementById(id).textContent !== "");
    return hasWords && card.querySelectorAll("details table tbody tr").length > 0;
  })`);
  assert.deepEqual(cards, titles.map(() => true));
  const ids = await page.evaluate<string[]>("[...document.querySelectorAll('[id]')].map(({ id }) => id)");
  assert.equal(new Set(ids).size, ids.length);
});

Deno.test(
  `the browser of these tests reports what a page does${missing}`,
  { ignore: program === undefined },
  async () => {
    await using sandbox = await Sandbox.make();
    const file = await sandbox.write(
      "page.html",
      "<img src=gone.png onerror=alert(1)><script>console.log(1); throw 1</script>",
    );
    await using browser = await Browser.start(program!);
    const page = await browser.open(`file://${file}`, { width: 360 });
    assert.deepEqual(page.requests, [`file://${file}`, `file://${sandbox.join("gone.png")}`]);
    assert.equal(page.dialogs(), 1);
    assert.equal(page.complaints.length, 3);
  },
);

Deno.test("the page of statistics names no folder, and has a policy that allows only its own style", async () => {
  await using sandbox = await makePage();
  const page = await Deno.readTextFile(sandbox.join("page.html"));
  assert.doesNotMatch(page, /somebody|private/);
  assert.ok(!page.includes(sandbox.path));
  const style = /<style>(.*)<\/style>/s.exec(page)![1]!;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style)))
    .toBase64();
  const policy =
    `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  assert.ok(page.includes(policy.replaceAll("'", "&#39;")), policy);
  assert.deepEqual(/url\(|@import| style="|<(script|img|iframe)|(src|href)="(?!data:,")/.exec(page), null);
});

Deno.test("the page of statistics says which plugins it is about, but no path", async () => {
  await using sandbox = await makePage(["--format", "vst3,clap", "--query=-<b>", "--path", "somebody"]);
  const page = await Deno.readTextFile(sandbox.join("page.html"));
  assert.match(page, /<p class="choice">Only: -&lt;b&gt;; format vst3 or clap; in some folders<\/p>/);
  assert.doesNotMatch(page, /somebody/);
});

/** The contrast of two colours like `#2f6fdb`, as WCAG defines it. */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
