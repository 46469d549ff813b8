import { projectPath } from "../../../scripts/project_path.ts";

/** A plugin by what lists show of it. */
export interface Product {
  readonly vendor: string;
  readonly category: string;
  readonly name: string;
}

/** What somebody types, and what should come first. */
export interface RelevanceQuery {
  readonly group: string;
  readonly query: string;
  /** Names, or `vendor / name`; any of them is right. */
  readonly expected: readonly string[];
}

/** Plugins as they are sold and given away. */
export function readProducts(): Product[] {
  const products: Product[] = [];
  let vendor = "";
  for (const line of linesOf("products.txt", false)) {
    if (line.startsWith("# ")) vendor = line.slice(2);
    else {
      const colon = line.indexOf(": ");
      for (const name of line.slice(colon + 2).split(", ")) {
        products.push({ vendor, category: line.slice(0, colon), name });
      }
    }
  }
  return products;
}

/** The queries of a file. */
export function readQueries(file: "queries.txt" | "held_out_queries.txt"): RelevanceQuery[] {
  return linesOf(file, true).map((line) => {
    const [group, query, expected] = line.split(" | ");
    return { group: group!, query: query!, expected: expected!.split("; ") };
  });
}

function linesOf(file: string, isWithoutHeadings: boolean): string[] {
  const lines = Deno.readTextFileSync(projectPath(`tests/relevance/${file}`)).split("\n");
  // The first paragraph says what the file is.
  const start = lines.findIndex((line, index) => index > 0 && (line === "" || !line.startsWith("#")));
  return lines.slice(start).filter((line) => line !== "" && !(isWithoutHeadings && line.startsWith("#")));
}
