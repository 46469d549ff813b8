import type { Daw } from "./daw.ts";
import type { ProjectPlugin } from "./project_plugin.ts";

/** What a project file says of the plugins that it uses. */
export interface Project {
  readonly daw: Daw;
  /** Of the program that wrote it; empty if unknown. */
  readonly version: string;
  /** In the order of their first use. */
  readonly plugins: readonly ProjectPlugin[];
}
