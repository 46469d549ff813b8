/** Values of `--progress`. */
export const PROGRESS_CHOICES = ["auto", "live", "plain", "none"] as const;

/** How the progress of a command is shown, as `--progress` says. */
export type ProgressChoice = (typeof PROGRESS_CHOICES)[number];

/** The option of commands that can take long. */
export interface ProgressFlags {
  readonly progress?: ProgressChoice;
}

/** The definition of {@linkcode ProgressFlags}. */
export const PROGRESS_OPTION = {
  progress: {
    kind: "enum",
    values: PROGRESS_CHOICES,
    placeholder: "HOW",
    brief: "Show progress: live, plain lines or none (default auto: live on a terminal)",
    optional: true,
  },
} as const;

/** The option of commands that have more to say. */
export interface VerboseFlags {
  readonly verbose?: boolean;
}

/** The definition of {@linkcode VerboseFlags}, which means the same in every command. */
export const VERBOSE_OPTION = {
  verbose: {
    kind: "boolean",
    brief: "Also print a line for each step as it is done",
    optional: true,
    withNegated: false,
  },
} as const;
