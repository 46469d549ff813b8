/** An error must be handled, reported or thrown again; a mere comment hides the next fault. */
export const noEmptyCatch: Deno.lint.Rule = {
  create(context) {
    const report = (node: Deno.lint.Node) =>
      context.report({
        node,
        message: "This catch swallows every error",
        hint: "Name the expected error and throw all others again",
      });
    return {
      CatchClause(node) {
        if (node.body.body.length === 0) report(node);
      },
      'CallExpression[callee.property.name="catch"]'(node: Deno.lint.CallExpression) {
        const handler = node.arguments[0];
        const isFunction = handler?.type === "ArrowFunctionExpression" ||
          handler?.type === "FunctionExpression";
        if (!isFunction || handler.body?.type !== "BlockStatement") return;
        if (handler.body.body.length === 0) report(node);
      },
    };
  },
};
