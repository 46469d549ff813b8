import { mergeVisitors, visitMembers } from "./syntax.ts";

const HINT = "The compiled program must also run on Deno 2.6.10; see docs/contributing.md";

/** The compiled program is also tested with Deno 2.6.10, so newer features must not be used. */
export const runsOn26: Deno.lint.Rule = {
  create(context) {
    const report = (what: string, node: Deno.lint.Node) =>
      context.report({ node, message: `Deno 2.6.10 has no ${what}`, hint: HINT });
    const members = [["Iterator", "concat"], ["Math", "sumPrecise"], ["globalThis", "Temporal"]] as const;
    return mergeVisitors([
      ...members.map(([object, member]) =>
        visitMembers(object, (name, node) => {
          if (name === member) report(object === "globalThis" ? member : `${object}.${member}`, node);
        })
      ),
      {
        Identifier(node) {
          if (node.name === "Temporal" && !isPropertyName(node)) report("Temporal", node);
        },
        // Files can be in variables of any name, so the method's name decides.
        'MemberExpression[property.name="tryLock"]': (node: Deno.lint.Node) => report("FsFile.tryLock", node),
        'MemberExpression[property.name="tryLockSync"]': (node: Deno.lint.Node) =>
          report("FsFile.tryLockSync", node),
      },
    ]);
  },
};

function isPropertyName(node: Deno.lint.Identifier): boolean {
  const parent = node.parent;
  if (parent.type === "MemberExpression") return parent.property === node && !parent.computed;
  return parent.type === "Property" && parent.key === node && !parent.shorthand;
}
