import type { SearchNode } from "./search_query.ts";

/** Whether a search says itself what becomes of hidden plugins, by `is:hidden` or `-is:hidden`. */
export function asksForHidden(node: SearchNode): boolean {
  switch (node.kind) {
    case "and":
    case "or":
      return node.nodes.some(asksForHidden);
    case "not":
      return asksForHidden(node.node);
    default:
      return node.kind === "state" && node.state === "hidden";
  }
}
