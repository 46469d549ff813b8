/** A folder in which presets are looked for, or a file that a person named. */
export interface PresetRoot {
  /** Absolute. */
  readonly path: string;
  /** Endings of the files that count as presets there, in lower case and without the dot; `undefined` for any. */
  readonly endings: ReadonlySet<string> | undefined;
  /** Whether LV2 bundles of presets count as well. */
  readonly hasBundles: boolean;
  /** Whether folders below are searched as well. */
  readonly isRecursive: boolean;
  /** Whether the presets come with plugins; unset where the place does not tell. */
  readonly isFactory?: boolean;
  /**
   * Who says that presets are there: our table of usual folders, whose absence
   * is believed; a person; or a plugin, whose word opens no other folder.
   */
  readonly saidBy: "system" | "person" | "plugin";
}
