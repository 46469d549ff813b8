/** An error is handled, told or thrown again; a comment in place of that hides the next fault. */
export const noEmptyCatch: Deno.lint.Rule = {
  create(context) {
    const report = (node: Deno.lint.Node) =>
      context.report({
        node,
        message: "This catch swallows every error",
        hint: "Name the error that is expected and throw the others again",
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
