import type { Warning } from "../module.ts";
import { compareInstallations, type InstallationRank } from "./installation_order.ts";
import { keyOf } from "../search/search_text.ts";

/** A plugin as one module describes it, and the rank of that installation. */
export interface DescribedInstallation extends InstallationRank {
  readonly name: string;
}

/**
 * Warns that modules describe different plugins under one id: a plugin is
 * shown as its preferred installation describes it, so the others cannot be
 * found by their names. Plugins are different if their names are.
 *
 * @param installations All installations of the plugin.
 * @param location The module to warn about.
 */
export function hiddenPluginWarnings(
  id: string,
  installations: readonly DescribedInstallation[],
  location: string,
): Warning[] {
  const present = installations.filter(({ isMissing }) => !isMissing).toSorted(compareInstallations);
  const own = present.find((installation) => installation.location === location);
  const [shown, ...others] = present;
  if (own === undefined || shown === undefined) return [];
  if (own !== shown) {
    return isSameName(own, shown) ? [] : [duplicate(
      `"${own.name}" is hidden by "${shown.name}" in "${shown.location}", which has the same id "${id}"`,
    )];
  }
  return others.filter((other) => !isSameName(other, shown)).map((other) =>
    duplicate(`"${shown.name}" hides "${other.name}" in "${other.location}", which has the same id "${id}"`)
  );
}

function isSameName(a: DescribedInstallation, b: DescribedInstallation): boolean {
  return a.name === b.name || keyOf(a.name) === keyOf(b.name);
}

function duplicate(message: string): Warning {
  return { code: "duplicate-id", message };
}
