// A program that takes the terminal, and fails in the way that its argument names.
import { Screen } from "../../../../src/cli/browse/screen/screen.ts";
import { systemConsole } from "../../../../src/cli/terminal/console.ts";

const [how] = Deno.args;
using screen = new Screen(systemConsole(), { hasColor: true });
await screen.draw({ lines: [[{ text: "on the screen", style: "reverse" }]], cursor: { row: 0, column: 2 } });
await new Promise((resolve) => setTimeout(resolve, 500));
if (how === "rejection") Promise.reject(new Error("it was rejected"));
if (how === "timer") {
  setTimeout(() => {
    throw new Error("it was thrown in a timer");
  });
}
await new Promise((resolve) => setTimeout(resolve, 100));
throw new Error("it was thrown");
