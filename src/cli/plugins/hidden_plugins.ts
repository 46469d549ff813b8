import { countText } from "../output/count_text.ts";

/** The option of commands that leave out hidden plugins. */
export const HIDDEN_OPTION = {
  hidden: {
    kind: "boolean",
    brief: "Show hidden plugins as well",
    optional: true,
    withNegated: false,
  },
} as const;

/** The option as a command gets it. */
export interface HiddenFlags {
  readonly hidden?: boolean;
}

/** The line below a list about the hidden plugins that it leaves out; none without any. */
export function hiddenLine(count: number): string[] {
  if (count === 0) return [];
  return [`${countText(count, "hidden plugin")} left out; --hidden shows ${count === 1 ? "it" : "them"}`];
}
