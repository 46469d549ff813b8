import { PLUGIN_FORMATS } from "../../src/model/plugin_format.ts";
import { projectPath } from "./source_file.ts";

/** Only src/scan/formats knows plugin formats by name: a format is added by adding its record. */
export const formatInRecords: Deno.lint.Rule = {
  create(context) {
    const path = projectPath(context.filename);
    if (!path.startsWith("src/scan/") || path.startsWith("src/scan/formats/")) return {};
    return {
      Literal(node) {
        if (!(PLUGIN_FORMATS as readonly unknown[]).includes(node.value)) return;
        context.report({
          node,
          message: `Only src/scan/formats knows plugin formats by name, and this file names "${node.value}"`,
          hint: "Use a trait of the format's record, and add one if none fits",
        });
      },
    };
  },
};
