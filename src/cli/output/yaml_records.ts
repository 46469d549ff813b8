import type { Output } from "../terminal/output.ts";
import type { Records } from "./records.ts";
import { yamlText } from "./yaml_text.ts";

/** Writes a list as one YAML document, record by record. */
export async function writeYaml<Row>(
  { head, list, rows, tail }: Pick<Records<Row>, "head" | "list" | "rows" | "tail">,
  stdout: Output,
): Promise<void> {
  await stdout.write(`${yamlText(head)}${list}:`);
  let isEmpty = true;
  for await (const row of rows) {
    if (isEmpty) await stdout.write("\n");
    isEmpty = false;
    await stdout.write(yamlText([row]));
  }
  if (isEmpty) await stdout.write(" []\n");
  if (tail !== undefined) await stdout.write(yamlText(tail()));
}
