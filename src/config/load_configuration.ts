import type { Variables } from "../platform/folders.ts";
import { Configuration } from "./configuration.ts";
import type { ProjectFiles } from "./find_project.ts";
import type { ConfigReading } from "./read_config_file.ts";
import { readVariables } from "./read_variables.ts";
import type { Setting } from "./setting.ts";
import type { SettingTable } from "./setting_table.ts";
import type { UserConfigFile } from "./user_config_file.ts";

/** The places to read from, and the settings that may be found there. */
export interface ConfigurationRequest {
  readonly table: SettingTable;
  readonly environment: Variables;
  /** Unset without a home folder. A file named by the environment must exist. */
  readonly user?: UserConfigFile;
  readonly project: ProjectFiles;
  /** Settings that are looked up in the environment. */
  readonly variables: readonly Setting[];
}

/** Reads all layers. Each mistake becomes a problem, and the rest counts. */
export async function loadConfiguration(request: ConfigurationRequest): Promise<Configuration> {
  return new Configuration([
    await readVariables(request.variables, {
      get: request.environment,
      originOf: (variable) => ({ layer: "environment", variable }),
    }),
    ...await readFiles(request),
  ]);
}

/** Loads the readers of files only when there is a file. */
async function readFiles(request: ConfigurationRequest): Promise<ConfigReading[]> {
  const { table, user, project } = request;
  const readings: ConfigReading[] = [];
  if (user !== undefined || project.config !== undefined) {
    const { readConfigFile } = await import("./read_config_file.ts");
    if (user !== undefined) {
      const file = { path: user.path, layer: "user", mustExist: user.isNamed } as const;
      readings.push(await readConfigFile(file, request));
    }
    if (project.config !== undefined) {
      readings.push(await readConfigFile({ path: project.config, layer: "project" }, request));
    }
  }
  if (project.dotenv !== undefined) {
    const { readDotenv } = await import("./read_dotenv.ts");
    readings.push(await readDotenv(project.dotenv, table));
  }
  return readings;
}
