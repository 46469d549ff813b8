/** The option of the commands that search for presets. */
export const PRESET_FOLDER_OPTION = {
  presetFolder: {
    kind: "parsed",
    parse: parseFolder,
    variadic: true,
    placeholder: "DIR",
    brief: "Also search this folder for presets; can be repeated",
    optional: true,
  },
} as const;

function parseFolder(input: string): string {
  if (input === "") throw new SyntaxError("it is empty");
  return input;
}
