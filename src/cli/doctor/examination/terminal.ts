import { finding, type HealthCheck } from "../../../model/health/health_check.ts";
import { hasColor } from "../../terminal/terminal.ts";
import type { Console } from "../../terminal/console.ts";

/** The finding about the terminal, if there is one. */
export function checkTerminal({ stdout, environment, columns }: Console): HealthCheck[] {
  if (!stdout.isTerminal) return [finding("terminal-known", "The output does not go to a terminal")];
  const term = environment("TERM") ?? "";
  if (term === "" || term === "dumb") {
    const message = term === ""
      ? "TERM is not set, so there are no colors, and pagers and editors may fail"
      : 'TERM is "dumb", so there are no colors and no progress';
    return [finding("terminal-unknown", message, { cure: "export TERM=xterm-256color" })];
  }
  const colors = hasColor(stdout, environment) ? "with colors" : "without colors";
  return [finding("terminal-known", `${term}, ${columns()} columns, ${colors}`)];
}
