/** The initial text of a file that `config edit` creates. */
export const NEW_FILE_TEXT: Readonly<Record<"user" | "project", string>> = {
  user: `// Configuration of pluginary. "pluginary config list --all" lists all settings,
// "pluginary help configuration" explains them.
{
  "version": 1
  // "scan": { "jobs": 4, "exclude": ["Demo*"] }
}
`,
  project: `// Configuration of pluginary for this project. "pluginary help configuration"
// explains the settings and those that a project cannot change.
{
  "version": 1
  // "scan": { "failOn": ["any"] }
}
`,
};
