import type { ConfigProblem } from "../../../config/problem.ts";
import { shellWord } from "../../terminal/shell_word.ts";
import type { Console } from "../../terminal/console.ts";

/** The command that removes a problem of the configuration, or lets a person do so. */
export function problemCure(
  { code, message, place }: ConfigProblem,
  { environment }: Pick<Console, "environment">,
): string {
  if (place.layer === "environment") return `unset ${place.variable}`;
  const file = shellWord(place.file);
  if (place.layer === "dotenv") return `"\${EDITOR:-vi}" ${file}`;
  // No editor opens a folder, and of a binary file it would keep nothing.
  if (code === "unreadable") {
    if (/permission denied/.test(message)) return `chmod u+rw ${file}`;
    const isNamed = place.layer === "user" && (environment("PLUGINARY_CONFIG") ?? "") !== "";
    return isNamed ? "unset PLUGINARY_CONFIG" : `mv ${file} ${shellWord(`${place.file}.old`)}`;
  }
  return place.layer === "user" ? "pluginary config edit" : "pluginary config edit --project";
}
