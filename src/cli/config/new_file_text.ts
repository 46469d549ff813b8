/** What `config edit` begins with where there is no file yet. */
export const NEW_FILE_TEXT: Readonly<Record<"user" | "project", string>> = {
  user: `// Configuration of pluginary: "pluginary config list --all" lists what can be
// set, "pluginary help configuration" explains it.
{
  "version": 1
  // "scan": { "jobs": 4, "exclude": ["Demo*"] }
}
`,
  project: `// Configuration of pluginary for this project: "pluginary help configuration"
// explains it, and what a project may not set.
{
  "version": 1
  // "scan": { "failOn": ["any"] }
}
`,
};
