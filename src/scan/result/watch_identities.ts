import type { ScannedModule } from "../../model/module.ts";
import { type DescribedInstallation, hiddenPluginWarnings } from "../../model/plugins/hidden_plugin.ts";
import type { ScanJournal } from "../../model/scan_journal.ts";

/**
 * A journal that warns about different plugins with one id, as a catalog does;
 * for scans without a catalog. A warning stands in the module that comes later.
 *
 * @param isInUserFolder Tells whether a module takes precedence over the system's.
 */
export function watchIdentities(
  journal: ScanJournal,
  isInUserFolder: (location: string) => boolean,
): ScanJournal {
  const known = new Map<string, DescribedInstallation[]>();
  const warningsAbout = ({ location, plugins }: ScannedModule) =>
    plugins.flatMap(({ id, name, version }) => {
      const own = { name, version, location, isInUserFolder: isInUserFolder(location), isMissing: false };
      const installations = [...known.get(id) ?? [], own];
      known.set(id, installations);
      return hiddenPluginWarnings(id, installations, location);
    });
  return {
    ...journal,
    commit: async (module, state) => {
      const committed = await journal.commit(module, state);
      const hidden = warningsAbout(committed);
      return hidden.length === 0 ? committed : { ...committed, warnings: [...committed.warnings, ...hidden] };
    },
  };
}
