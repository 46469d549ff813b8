import assert from "node:assert/strict";
import { type Import, loadedAtStart, type ModuleGraph, readModuleGraph } from "../scripts/module_graph.ts";
import { programFiles } from "../scripts/program_files.ts";

/** What a layer may import beside its own files. */
interface Layer {
  /** Layers by name, or single files. */
  imports: string[];
  /** Packages and modules of Node's API. */
  packages: string[];
}

/**
 * Who may import whom. A layer is a folder of src/, or ffi/, or the file
 * main.ts. A folder that is not named here is a feature.
 */
const LAYERS: Record<string, Layer> = {
  main: { imports: ["cli", "worker"], packages: [] },
  model: { imports: [], packages: ["npm:valibot"] },
  platform: { imports: [], packages: ["node:fs/promises"] },
  ffi: { imports: ["platform"], packages: [] },
  worker: { imports: ["ffi", "model", "platform"], packages: ["npm:valibot"] },
  scan: {
    imports: ["src/worker/protocol.ts", "model", "platform"],
    packages: ["node:crypto", "npm:fast-xml-parser", "npm:json5", "npm:valibot"],
  },
  config: {
    imports: ["model", "platform"],
    packages: ["npm:jsonc-parser"],
  },
  import: {
    imports: ["catalog", "file_formats", "model", "platform", "scan"],
    packages: ["npm:fast-xml-parser", "npm:js-yaml", "npm:jsonc-parser", "npm:valibot"],
  },
  log: { imports: ["model", "platform"], packages: ["npm:@logtape/logtape"] },
  // Files of other programs, which several features read and write.
  file_formats: {
    imports: ["model", "platform", "scan"],
    packages: ["node:zlib", "npm:fflate", "npm:saxes", "npm:valibot"],
  },
  catalog: {
    imports: ["model", "platform"],
    packages: ["node:crypto", "node:sqlite", "node:zlib", "npm:valibot"],
  },
};

/** One folder per capability, knowing none of the others. */
const FEATURE: Layer = {
  imports: ["catalog", "file_formats", "model", "platform", "scan"],
  packages: ["node:crypto", "npm:fflate", "npm:valibot"],
};

/** Shows what all others found out; a worker is none of its business, but for `WORKER_ARGUMENT` and the versions. */
const CLI_PACKAGES = [
  "node:os",
  "npm:@stricli/core",
  "npm:@valibot/to-json-schema",
  "npm:csv-stringify",
  "npm:fflate",
  "npm:js-yaml",
  "npm:string-width",
  "npm:valibot",
];

/**
 * Which rooms, the folders inside a layer, may import which others of the same
 * layer. A room that is not named here may import none.
 */
const ROOMS: Record<string, readonly string[]> = {
  "catalog": [
    ...[
      "catalog/curation",
      "catalog/migrations",
      "catalog/plugins",
      "catalog/presets/rows",
      "catalog/sqlite",
    ],
  ],
  "catalog/alike": ["catalog", "catalog/curation", "catalog/plugins", "catalog/sqlite"],
  "catalog/collections": ["catalog/curation", "catalog/search", "catalog/sqlite"],
  "catalog/completions": ["catalog/plugins", "catalog/sqlite"],
  "catalog/curation": ["catalog/sqlite"],
  "catalog/daws": ["catalog/collections", "catalog/curation", "catalog/sqlite"],
  "catalog/library": ["catalog", "catalog/curation", "catalog/presets/rows", "catalog/sqlite"],
  "catalog/projects": ["catalog/alike", "catalog/plugins", "catalog/sqlite"],
  "catalog/maintenance": [
    ...[
      "catalog",
      "catalog/alike",
      "catalog/curation",
      "catalog/library",
      "catalog/migrations",
      "catalog/plugins",
      "catalog/presets/rows",
      "catalog/sqlite",
    ],
  ],
  "catalog/plugins": ["catalog/curation", "catalog/presets/rows", "catalog/sqlite"],
  "catalog/presets": [
    ...["catalog/curation", "catalog/plugins", "catalog/presets/rows", "catalog/rules", "catalog/search"],
    ...["catalog/sqlite"],
  ],
  "catalog/presets/rows": ["catalog/sqlite"],
  "catalog/rules": ["catalog/plugins", "catalog/sqlite"],
  "catalog/scans": [
    "catalog",
    "catalog/alike",
    "catalog/curation",
    "catalog/maintenance",
    "catalog/plugins",
    "catalog/rules",
    "catalog/sqlite",
  ],
  "catalog/search": ["catalog/alike", "catalog/curation", "catalog/plugins", "catalog/sqlite"],
  "catalog/statistics": ["catalog/plugins", "catalog/search", "catalog/sqlite"],
  "catalog/transfer": [
    ...["catalog", "catalog/alike", "catalog/curation", "catalog/library", "catalog/plugins"],
    ...["catalog/presets", "catalog/presets/rows", "catalog/scans", "catalog/sqlite", "catalog/vendors"],
  ],
  "catalog/vendors": ["catalog/plugins", "catalog/sqlite"],
  "presets/convert": ["presets/library", "presets/references"],
  "scan": [
    ...["scan/discovery", "scan/files", "scan/formats", "scan/formats/records", "scan/planning"],
    ...["scan/processes", "scan/result", "scan/shim", "scan/workers"],
  ],
  "scan/discovery": ["scan/files", "scan/formats", "scan/formats/records"],
  "scan/formats": ["scan/files"],
  "scan/formats/records": ["scan/files", "scan/formats"],
  "scan/planning": ["scan/formats"],
  "scan/result": ["scan/formats", "scan/planning"],
  "scan/shim": ["scan/files", "scan/processes"],
  "scan/workers": [
    ...["scan/discovery", "scan/files", "scan/formats", "scan/planning"],
    ...["scan/processes", "scan/result", "scan/shim"],
  ],
  "cli": [
    ...[
      "cli/blocklist",
      "cli/browse",
      "cli/catalog",
      "cli/categories",
      "cli/categorize",
      "cli/collection",
      "cli/completions",
      "cli/config",
      "cli/curation",
      "cli/daw",
      "cli/doctor",
      "cli/duplicates",
    ],
    ...["cli/export", "cli/help", "cli/import", "cli/info", "cli/logging", "cli/logs"],
    ...["cli/list", "cli/open", "cli/override", "cli/recommend", "cli/scan", "cli/schema", "cli/search"],
    ...["cli/marks", "cli/preset", "cli/presets", "cli/saved", "cli/similar", "cli/stats", "cli/status"],
    ...["cli/tag", "cli/undo"],
    ...["cli/project", "cli/usage", "cli/vendors", "cli/version"],
    ...["cli/command_line", "cli/command_line/settings", "cli/terminal"],
  ],
  "cli/blocklist": ["cli/command_line", "cli/output", "cli/rules", "cli/terminal"],
  "cli/browse": [
    ...["cli/browse/screen", "cli/browse/state", "cli/command_line", "cli/output", "cli/terminal"],
  ],
  "cli/browse/screen": ["cli/terminal"],
  "cli/browse/state": ["cli/browse/screen", "cli/output", "cli/plugins", "cli/terminal"],
  "cli/catalog": ["cli/command_line", "cli/logging", "cli/output", "cli/progress", "cli/terminal"],
  "cli/categories": ["cli/command_line", "cli/output", "cli/plugins"],
  "cli/categorize": ["cli/command_line", "cli/output", "cli/plugins", "cli/terminal"],
  "cli/collection": ["cli/command_line", "cli/output", "cli/plugins", "cli/terminal"],
  "cli/command_line": ["cli/output", "cli/terminal"],
  "cli/command_line/settings": ["cli/command_line", "cli/output", "cli/terminal"],
  "cli/curation": ["cli/command_line", "cli/import", "cli/output", "cli/terminal"],
  "cli/completions": [
    ...[
      "cli/command_line",
      "cli/command_line/settings",
      "cli/help",
      "cli/output",
      "cli/schema",
      "cli/terminal",
    ],
  ],
  "cli/config": ["cli/command_line", "cli/command_line/settings", "cli/list", "cli/output", "cli/terminal"],
  "cli/daw": ["cli/command_line", "cli/output", "cli/terminal"],
  "cli/doctor": [
    ...["cli/command_line", "cli/doctor/bundle", "cli/doctor/examination", "cli/output", "cli/terminal"],
  ],
  "cli/doctor/bundle": ["cli/doctor/examination", "cli/output", "cli/terminal"],
  "cli/doctor/examination": [
    ...["cli/command_line", "cli/command_line/settings", "cli/config", "cli/output", "cli/terminal"],
  ],
  "cli/duplicates": ["cli/command_line", "cli/output", "cli/plugins"],
  "cli/export": ["cli/command_line", "cli/list", "cli/output", "cli/progress", "cli/terminal"],
  "cli/help": ["cli/command_line", "cli/output", "cli/terminal"],
  "cli/import": ["cli/command_line", "cli/logging", "cli/output", "cli/progress", "cli/terminal"],
  "cli/info": ["cli/command_line", "cli/output", "cli/plugins", "cli/terminal"],
  "cli/list": ["cli/command_line", "cli/output", "cli/plugins"],
  "cli/logging": ["cli/command_line", "cli/output", "cli/terminal"],
  "cli/logs": ["cli/command_line", "cli/output", "cli/scan/report", "cli/terminal"],
  "cli/marks": ["cli/command_line", "cli/output", "cli/plugins", "cli/terminal"],
  "cli/open": ["cli/command_line", "cli/output", "cli/plugins", "cli/terminal"],
  "cli/output": ["cli/terminal"],
  "cli/override": ["cli/command_line", "cli/output", "cli/rules"],
  "cli/plugins": ["cli/command_line", "cli/output"],
  "cli/preset": [
    ...["cli/command_line", "cli/preset/convert", "cli/preset/library", "cli/preset/sharing"],
    ...["cli/preset/write"],
  ],
  "cli/preset/convert": ["cli/command_line", "cli/output", "cli/plugins", "cli/terminal"],
  "cli/preset/library": [
    ...["cli/command_line", "cli/output", "cli/plugins", "cli/progress", "cli/terminal"],
  ],
  "cli/preset/sharing": ["cli/command_line", "cli/output", "cli/terminal"],
  "cli/presets": ["cli/command_line", "cli/output", "cli/plugins", "cli/presets/scan"],
  "cli/preset/write": ["cli/command_line", "cli/output"],
  "cli/presets/scan": [
    ...["cli/command_line", "cli/logging", "cli/output", "cli/progress", "cli/terminal"],
  ],
  "cli/progress": ["cli/output", "cli/terminal"],
  "cli/project": ["cli/command_line", "cli/output", "cli/plugins", "cli/progress", "cli/terminal"],
  "cli/recommend": ["cli/command_line", "cli/list", "cli/output", "cli/plugins", "cli/terminal"],
  "cli/rules": ["cli/plugins"],
  "cli/saved": ["cli/command_line", "cli/output", "cli/plugins", "cli/terminal"],
  "cli/scan": [
    ...["cli/command_line", "cli/logging", "cli/output", "cli/presets/scan", "cli/progress"],
    ...["cli/rules", "cli/scan/dry_run"],
    ...["cli/scan/history", "cli/scan/progress", "cli/scan/report", "cli/scan/request", "cli/terminal"],
  ],
  "cli/scan/dry_run": [
    ...[
      "cli/command_line/settings",
      "cli/output",
      "cli/scan/report",
      "cli/scan/request",
      "cli/terminal",
    ],
  ],
  "cli/scan/history": ["cli/command_line", "cli/output", "cli/scan/report", "cli/terminal"],
  "cli/scan/progress": ["cli/output", "cli/progress", "cli/terminal"],
  "cli/scan/report": ["cli/output", "cli/plugins", "cli/presets/scan", "cli/terminal"],
  "cli/scan/request": ["cli/command_line", "cli/logging", "cli/output", "cli/scan/report"],
  "cli/schema": ["cli/command_line", "cli/output", "cli/terminal"],
  "cli/search": ["cli/command_line", "cli/list", "cli/output", "cli/plugins"],
  "cli/stats": [
    ...["cli/command_line", "cli/output", "cli/plugins", "cli/stats/page", "cli/stats/words", "cli/terminal"],
  ],
  "cli/stats/page": ["cli/command_line", "cli/output", "cli/stats/words", "cli/terminal"],
  "cli/tag": ["cli/command_line", "cli/marks", "cli/output", "cli/plugins", "cli/terminal"],
  "cli/undo": ["cli/command_line", "cli/output", "cli/plugins"],
  "cli/usage": ["cli/command_line", "cli/list", "cli/output", "cli/plugins"],
  "cli/vendors": ["cli/command_line", "cli/output", "cli/plugins"],
  "cli/similar": ["cli/command_line", "cli/list", "cli/output", "cli/plugins", "cli/terminal"],
  "cli/status": ["cli/command_line", "cli/doctor/examination", "cli/output"],
  "cli/version": ["cli/command_line", "cli/output", "cli/terminal"],
};

/** Layers that are divided into rooms. */
const DIVIDED = ["catalog", "scan", "cli"];

/** Files that a folder of src/ holds at most, beside its folders. */
const MAXIMUM_FILES = 20;

/** The package's own version and licence, which are no code. */
const DATA = ["deno.json"];

const graph = await readModuleGraph("main.ts");
const program = [...graph].filter(([name]) => !DATA.includes(name));

/** The layer that a file of the project belongs to. */
function layerOf(name: string): string {
  if (name === "main.ts") return "main";
  const parts = name.split("/");
  return parts[0] === "src" ? parts[1]! : parts[0]!;
}

/** Whether the file may make the import; the rule itself, which has tests below. */
function isAllowed(from: string, { target }: Pick<Import, "target">): boolean {
  const layer = layerOf(from);
  const isPackage = /^(npm|node):/.test(target);
  if (layer === "cli") {
    if (isPackage) return CLI_PACKAGES.includes(target);
    return target === "src/worker/protocol.ts" || !["main", "worker", "ffi"].includes(layerOf(target));
  }
  const { imports, packages } = LAYERS[layer] ?? FEATURE;
  if (isPackage) return packages.includes(target);
  return layerOf(target) === layer || imports.includes(layerOf(target)) || imports.includes(target);
}

/** The folder that a file lies in. */
function folderOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf("/")));
}

/** Whether one room may import another of its layer; other imports are for the table of layers. */
function isAllowedRoom(from: string, { target }: Pick<Import, "target">): boolean {
  const [room, other] = [from, target].map((name) => folderOf(name).replace("src/", "")) as [string, string];
  const isInside = DIVIDED.includes(layerOf(from)) && layerOf(from) === layerOf(target);
  return !isInside || room === other || (ROOMS[room] ?? []).includes(other);
}

/** Which files import which, or which folders, types included. */
function edgesBetween(modules: ModuleGraph, node: (name: string) => string): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>();
  for (const [name, imports] of modules) {
    const targets = edges.get(node(name)) ?? new Set();
    edges.set(node(name), targets);
    for (const { target } of imports) {
      if (modules.has(target) && node(target) !== node(name)) targets.add(node(target));
    }
  }
  return edges;
}

/** A way round from a node back to itself, or none. */
function findCycle(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const finished = new Set<string>();
  const visit = (name: string, path: string[]): string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (finished.has(name)) return undefined;
    for (const next of edges.get(name) ?? []) {
      const cycle = visit(next, [...path, name]);
      if (cycle !== undefined) return cycle;
    }
    finished.add(name);
    return undefined;
  };
  for (const name of edges.keys()) {
    const cycle = visit(name, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/** The layer of a file; the protocol is a layer of its own, known to both sides of a worker. */
function nodeOf(name: string): string {
  return name === "src/worker/protocol.ts" ? "protocol" : layerOf(name);
}

Deno.test("every import goes where the table of layers lets it go", () => {
  const wrong = program.flatMap(([name, imports]) =>
    imports.filter((one) => !DATA.includes(one.target) && !isAllowed(name, one))
      .map(({ target }) => `${name} imports ${target}`)
  );
  assert.deepEqual(wrong, []);
});

Deno.test("the table of layers refuses what the design forbids", () => {
  const forbidden: [string, string][] = [
    ["main.ts", "src/scan/scanner.ts"],
    ["main.ts", "ffi/shim.ts"],
    ["main.ts", "npm:valibot"],
    ["src/cli/main.ts", "src/worker/main.ts"],
    ["src/cli/main.ts", "ffi/shim.ts"],
    ["src/cli/main.ts", "main.ts"],
    ["src/cli/main.ts", "npm:commander"],
    ["src/cli/main.ts", "node:fs"],
    ["src/scan/scanner.ts", "src/worker/serve.ts"],
    ["src/scan/scanner.ts", "src/catalog/database.ts"],
    ["src/scan/scanner.ts", "src/cli/main.ts"],
    ["src/scan/scanner.ts", "ffi/shim.ts"],
    ["src/scan/scanner.ts", "node:child_process"],
    ["src/worker/main.ts", "src/scan/scanner.ts"],
    ["src/worker/main.ts", "node:fs"],
    ["ffi/shim.ts", "src/worker/protocol.ts"],
    ["src/model/plugin.ts", "src/platform/paths.ts"],
    ["src/model/plugin.ts", "npm:json5"],
    ["src/platform/paths.ts", "src/model/plugin.ts"],
    ["src/catalog/database.ts", "src/scan/scanner.ts"],
    ["src/presets/preset_file.ts", "src/daw/project.ts"],
    ["src/presets/preset_file.ts", "src/cli/main.ts"],
    ["src/presets/preset_file.ts", "src/worker/protocol.ts"],
  ];
  for (const [from, target] of forbidden) assert.ok(!isAllowed(from, { target }), `${from} -> ${target}`);
});

Deno.test("the table of layers lets a feature know catalog, model and scan", () => {
  for (const target of ["src/catalog/database.ts", "src/model/plugin.ts", "src/scan/scanner.ts"]) {
    assert.ok(isAllowed("src/presets/preset_file.ts", { target }), target);
  }
});

Deno.test("no layer imports one that imports it", () => {
  assert.equal(findCycle(edgesBetween(graph, nodeOf)), undefined);
});

Deno.test("every import inside a layer goes where the table of rooms lets it go", () => {
  const wrong = program.flatMap(([name, imports]) =>
    imports.filter((one) => !isAllowedRoom(name, one)).map(({ target }) => `${name} imports ${target}`)
  );
  assert.deepEqual(wrong, []);
});

Deno.test("the table of rooms names only imports that are made", () => {
  const made = edgesBetween(graph, folderOf);
  const unused = Object.entries(ROOMS).flatMap(([room, others]) =>
    others.filter((other) => !made.get(`src/${room}`)?.has(`src/${other}`)).map((other) => `${room} ${other}`)
  );
  assert.deepEqual(unused, []);
});

Deno.test("the table of rooms refuses what the design forbids", () => {
  const forbidden: [string, string][] = [
    ["src/catalog/sqlite/catalog.ts", "src/catalog/open_catalog.ts"],
    ["src/catalog/plugins/read_plugin.ts", "src/catalog/search/list_plugins.ts"],
    ["src/catalog/nowhere/file.ts", "src/catalog/sqlite/catalog.ts"],
    ["src/scan/files/file_window.ts", "src/scan/formats/found_module.ts"],
    ["src/scan/discovery/discovery.ts", "src/scan/workers/worker_pool.ts"],
    ["src/cli/list/run_list.ts", "src/cli/search/run_search.ts"],
    ["src/cli/output/table.ts", "src/cli/command_line/typed_line.ts"],
    ["src/cli/list/run_list.ts", "src/cli/app.ts"],
  ];
  for (const [from, target] of forbidden) assert.ok(!isAllowedRoom(from, { target }), `${from} -> ${target}`);
});

Deno.test("no file imports one that imports it, types included", () => {
  assert.equal(findCycle(edgesBetween(new Map(program), (name) => name)), undefined);
});

Deno.test("no folder imports one that imports it", () => {
  assert.equal(findCycle(edgesBetween(new Map(program), folderOf)), undefined);
});

Deno.test(`no folder of src has more than ${MAXIMUM_FILES} files beside its folders`, () => {
  const counts = Map.groupBy(programFiles().filter((name) => name.startsWith("src/")), folderOf);
  const large = [...counts].filter(([, files]) => files.length > MAXIMUM_FILES);
  assert.deepEqual(large.map(([folder, files]) => `${folder}: ${files.length}`), []);
});

Deno.test("findCycle() finds the way round", () => {
  const edges = (text: string) => {
    const map = new Map<string, Set<string>>();
    for (const [from, to] of text.split(" ").map((edge) => edge.split(">") as [string, string])) {
      map.set(from, (map.get(from) ?? new Set()).add(to));
    }
    return map;
  };
  assert.deepEqual(findCycle(edges("a>b b>c c>b")), ["b", "c", "b"]);
  assert.equal(findCycle(edges("a>b a>c b>c")), undefined);
});

Deno.test("every file of the program is reached from main.ts", () => {
  const unreached = programFiles().filter((name) => !graph.has(name));
  assert.deepEqual(unreached, []);
});

Deno.test("the worker imports nothing of Node's API", async () => {
  const worker = await readModuleGraph("src/worker/main.ts");
  const imports = [...worker].flatMap(([name, found]) => found.map(({ target }) => ({ name, target })));
  assert.ok(imports.length > 0);
  assert.deepEqual(imports.filter(({ target }) => target.startsWith("node:")), []);
});

Deno.test("main.ts loads no other module before it knows what was asked", () => {
  assert.deepEqual([...loadedAtStart(graph, "main.ts")], ["main.ts"]);
});

Deno.test("what the command line loads at its start imports no package and nothing of Node's API", () => {
  for (const entry of ["src/cli/main.ts", "src/cli/version/version.ts"]) {
    const loaded = [...loadedAtStart(graph, entry)];
    assert.ok(loaded.length > 1);
    assert.deepEqual(loaded.filter((name) => /^(npm|node):/.test(name)), [], entry);
  }
});
