import type { ConfinementPolicy } from "../../model/confinement.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import type { PluginOverrides } from "../../model/plugin_overrides.ts";
import type { SearchRoot } from "../discovery/search_paths.ts";
import type { SearchSystem } from "../files/search_system.ts";
import type { FormatTable } from "../formats/format_table.ts";
import type { FoundModule, LoadableModule } from "../formats/found_module.ts";
import type { Surroundings } from "../formats/plugin_format_record.ts";
import { confineTo, placeModules, type WorkerConfinement } from "./confinement.ts";

/** Everything that confinements depend on. */
interface Circumstances {
  readonly roots: readonly SearchRoot[];
  readonly system: SearchSystem;
  readonly table: FormatTable;
  readonly surroundings: ReadonlyMap<PluginFormat, Surroundings>;
  readonly policy: ConfinementPolicy;
}

/** The confinement of each module of a scan, and an order that groups modules with the same one. */
export class Confinements {
  readonly #ofModules: ReadonlyMap<string, WorkerConfinement>;
  readonly #ofFormats: ReadonlyMap<PluginFormat, WorkerConfinement>;
  readonly #places: ReadonlyMap<string, number>;

  private constructor(
    ofModules: ReadonlyMap<string, WorkerConfinement>,
    ofFormats: ReadonlyMap<PluginFormat, WorkerConfinement>,
  ) {
    this.#ofModules = ofModules;
    this.#ofFormats = ofFormats;
    this.#places = new Map([...ofModules.keys()].map((location, place) => [location, place]));
  }

  /** Decides what the worker of each module may do. */
  static async decide(
    jobs: readonly { readonly found: LoadableModule; readonly overrides: PluginOverrides }[],
    { roots, system, table, surroundings, policy }: Circumstances,
  ): Promise<Confinements> {
    const overrides = new Map<FoundModule, PluginOverrides>(jobs.map((job) => [job.found, job.overrides]));
    const placed = await placeModules(
      jobs.map(({ found }) => found),
      roots.map(({ path }) => path),
      policy,
      system.environment,
      (found) => overrides.get(found)!,
    );
    const ofFormats = [...surroundings].flatMap(([format, { folders, files }]) => {
      if (table.get(format).worker.runsPluginCode) return [];
      return [[format, confineTo([...folders, ...files], policy, system.environment)] as const];
    });
    const ofModules = placed.map(({ found, confinement }) => [found.location, confinement] as const);
    return new Confinements(new Map(ofModules), new Map(ofFormats));
  }

  /** The confinement of a module's worker; modules share one if none of their code runs. */
  of({ format, location }: FoundModule): WorkerConfinement {
    return this.#ofFormats.get(format) ?? this.#ofModules.get(location)!;
  }

  /** The place of a module in an order that groups modules that may share a worker. */
  placeOf({ location }: FoundModule): number {
    return this.#places.get(location)!;
  }
}
