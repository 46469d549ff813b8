import { type Completion, listed, plain } from "./proposal.ts";
import { SHELLS } from "./shells.ts";
import type { ValueKind } from "./value_kinds.ts";
import { catalogWords, categories, states, type ValueRequest } from "./value_request.ts";

/** Input that can only be meant as a path, as for `isPath()` of references. */
const PATH = /^(\.{0,2}[/\\]|\.{1,2}$|~|[A-Za-z]:[/\\])/;

/** Proposes values of a kind. Each kind loads only its own source. */
export async function completeValue(kind: ValueKind, request: ValueRequest): Promise<Completion> {
  switch (kind) {
    case "text":
      return plain([]);
    case "file":
    case "path":
      return { ...plain([]), paths: "files" };
    case "folder":
      return { ...plain([]), paths: "folders" };
    case "shell":
      return plain(SHELLS.map((value) => ({ value })));
    case "plugin":
    case "target":
      if (PATH.test(request.typed)) return { ...plain([]), paths: "files" };
      return { ...plain(await catalogWords(kind, request)), paths: "files" };
    case "blocked":
    case "overridden":
    case "vendor":
    case "tag":
    case "scan":
    case "collection":
    case "saved":
    case "preset":
      return plain(await catalogWords(kind, request));
    case "color": {
      const { COLOR_NAMES } = await import("../../model/curation/tag_color.ts");
      return plain(["none", ...COLOR_NAMES].map((value) => ({ value })));
    }
    case "daw": {
      const { DAWS } = await import("../../model/daws/daw.ts");
      return plain(DAWS.map((value) => ({ value })));
    }
    case "collection or none":
      return plain([...await catalogWords("collection", request), { value: "none" }]);
    case "categories":
      return listed(request.typed, await categories());
    case "plugin or category":
      return plain([
        ...(request.words.length > 0 ? await categories() : []),
        ...await catalogWords("plugin", request),
      ]);
    case "state":
      return plain(await states());
    case "query": {
      const { completeQuery } = await import("./complete_query.ts");
      return await completeQuery(request);
    }
    case "allowance":
    case "override":
    case "override name": {
      const { completeOverride } = await import("./complete_override.ts");
      return completeOverride(kind, request.typed);
    }
    case "setting":
    case "setting value": {
      const { completeSetting } = await import("./complete_setting.ts");
      return await completeSetting(kind, request);
    }
    case "schema": {
      const { SCHEMAS } = await import("../schema/schemas.ts");
      return plain(Object.keys(SCHEMAS).map((value) => ({ value })));
    }
    case "help": {
      const { completeHelp } = await import("./complete_help.ts");
      return plain(await completeHelp(request));
    }
  }
}
