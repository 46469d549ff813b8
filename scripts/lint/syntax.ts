/** Called for each use of a member of a global object: `Deno.dlopen`, `Deno["dlopen"]`, `const { dlopen } = Deno`. */
export type OnMember = (name: string, node: Deno.lint.Node) => void;

/**
 * Visits every use of a member of the global object `object`, also after
 * `globalThis` or by destructuring.
 */
export function visitMembers(object: string, onMember: OnMember): Deno.lint.LintVisitor {
  return {
    MemberExpression(node) {
      if (!isGlobal(node.object, object)) return;
      const name = propertyName(node.property, node.computed);
      if (name !== undefined) onMember(name, node);
    },
    TSQualifiedName(node) {
      if (isGlobal(node.left, object)) onMember(node.right.name, node);
    },
    VariableDeclarator(node) {
      if (node.init === null || !isGlobal(node.init, object) || node.id.type !== "ObjectPattern") return;
      for (const property of node.id.properties) {
        if (property.type !== "Property") continue;
        const name = propertyName(property.key, property.computed);
        if (name !== undefined) onMember(name, property);
      }
    },
  };
}

/** Visits every import of a module by its name, static or dynamic, and every export from one. */
export function visitImports(onImport: OnMember): Deno.lint.LintVisitor {
  const check = (source: Deno.lint.Node | null, node: Deno.lint.Node) => {
    if (source?.type === "Literal" && typeof source.value === "string") onImport(source.value, node);
  };
  return {
    ImportDeclaration: (node) => check(node.source, node),
    ExportNamedDeclaration: (node) => check(node.source, node),
    ExportAllDeclaration: (node) => check(node.source, node),
    ImportExpression: (node) => check(node.source, node),
  };
}

/** Joins visitors into one that calls them in order. */
export function mergeVisitors(visitors: readonly Deno.lint.LintVisitor[]): Deno.lint.LintVisitor {
  const merged: Record<string, (node: unknown) => void> = {};
  for (const visitor of visitors) {
    for (const [selector, visit] of Object.entries(visitor)) {
      const earlier = merged[selector];
      merged[selector] = (node) => {
        earlier?.(node);
        visit?.(node as never);
      };
    }
  }
  return merged;
}

function isGlobal(node: Deno.lint.Node, name: string): boolean {
  if (node.type === "Identifier") return node.name === name;
  return node.type === "MemberExpression" && node.object.type === "Identifier" &&
    node.object.name === "globalThis" && propertyName(node.property, node.computed) === name;
}

function propertyName(node: Deno.lint.Node, isComputed: boolean): string | undefined {
  if (node.type === "Identifier") return isComputed ? undefined : node.name;
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  return undefined;
}
