import type { ScanSummary } from "../../../model/documents/scan_document.ts";
import { compareBytes } from "../../../platform/paths.ts";
import { printable, type Style, type Styles } from "../../terminal/terminal.ts";
import { nameOf, someNames } from "./failure_lines.ts";
import { isFixed, type ModuleEvent } from "./scan_view.ts";

/** Most names on a line. */
const MOST_NAMED = 5;

/** The names of plugins by their ids, so that a second copy is not counted twice. */
type NamesById = Map<string, string>;

/** The plugins that a scan found to be new, changed, moved, working again or gone. */
export class ScanNews {
  readonly #added: NamesById = new Map();
  readonly #updated: NamesById = new Map();
  readonly #moved: NamesById = new Map();
  readonly #fixed: NamesById = new Map();
  readonly #gone: string[] = [];

  /** Whether there is nothing to tell. */
  get isEmpty(): boolean {
    return this.#gone.length + this.#added.size + this.#updated.size + this.#moved.size + this.#fixed.size ===
      0;
  }

  /** Takes a module of the scan. */
  see(event: ModuleEvent): void {
    const names = this.#namesFor(event);
    for (const plugin of event.module.plugins) names?.set(plugin.id, nameOf(plugin));
  }

  /** Takes a module that is gone, by the name of its file. */
  seeRemoved(name: string): void {
    this.#gone.push(name);
  }

  /** A line for each kind of news; on a first scan the table already lists the new plugins. */
  lines({ added, updated, removed, unchanged }: ScanSummary, { green, yellow }: Styles): string[] {
    const isFirst = unchanged + updated + removed === 0;
    return [
      ...isFirst ? [] : newsLine("new", added, [...this.#added.values()], green),
      ...newsLine("updated", updated, [...this.#updated.values()], green),
      ...newsLine("moved", this.#moved.size, [...this.#moved.values()], green),
      ...newsLine("fixed", this.#fixed.size, [...this.#fixed.values()], green),
      ...newsLine("gone", this.#gone.length, this.#gone, yellow),
    ];
  }

  #namesFor(event: ModuleEvent): NamesById | undefined {
    if (isFixed(event)) return this.#fixed;
    const { change } = event.module;
    if (change === "added") return this.#added;
    if (change === "modified") return this.#updated;
    return change === "moved" ? this.#moved : undefined;
  }
}

/** `new      3  Alpha (Vendor), Beta (Vendor), Gamma (Other)`; no line if there are none. */
export function newsLine(kind: string, count: number, names: readonly string[], style: Style): string[] {
  if (count === 0) return [];
  const some = someNames([...names].sort(compareBytes), MOST_NAMED);
  return [`${style(kind.padEnd(7))}  ${String(count).padStart(4)}  ${printable(some)}`];
}
