/** The option of commands that change the catalog, and can show the result first. */
export const DRY_RUN_OPTION = {
  dryRun: {
    kind: "boolean",
    brief: "Show the changes, and store nothing",
    optional: true,
    withNegated: false,
  },
} as const;
