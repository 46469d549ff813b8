import { CONFINEMENT_LAYERS } from "../../../model/confinement.ts";
import { finding, type HealthCheck } from "../../../model/health/health_check.ts";
import type { ConfinementReport } from "../../../model/module.ts";
import type { SettingValue } from "../../../config/setting.ts";

/** The first version of Linux with Landlock. */
const LANDLOCK_SINCE: readonly [major: number, minor: number] = [5, 13];

/** How far workers are confined, and how far the configuration wants them to be. */
export interface ConfinementFacts {
  /** Absent if no worker starts. */
  readonly report?: ConfinementReport;
  /** The configured level of scans. */
  readonly configured?: SettingValue;
  readonly os: typeof Deno.build.os;
  readonly osRelease: string;
}

/** The finding about the confinement of plugins; none if no worker starts, which is another finding. */
export function judgeConfinement(facts: ConfinementFacts): HealthCheck[] {
  const { report, configured } = facts;
  if (report === undefined) return [];
  const wanted = configured?.texts[0];
  if (wanted === "off") {
    const message = "Scans run plugins unconfined, because the configuration says so";
    return [finding("confinement-off", message, { cure: unsetting(configured!) })];
  }
  const layers = report.layers.join(", ");
  if (report.level === "full") return [finding("confinement-full", `Plugins are fully confined: ${layers}`)];
  const why = whyLess(facts);
  if (wanted === "require") {
    const message = `Scans fail: the configuration requires full confinement, and ${why.reason}`;
    return [finding("confinement-unreachable", message, { cure: unsetting(configured!) })];
  }
  const remedy = { advice: why.advice, cure: "pluginary help confinement" };
  return report.level === "none"
    ? [finding("confinement-none", `Plugins run unconfined: ${why.reason}`, remedy)]
    : [finding("confinement-partial", `Plugins are only partly confined: ${why.reason}`, remedy)];
}

/** The command that takes back a setting, where it was made. */
function unsetting({ origin }: SettingValue): string {
  if ("variable" in origin && origin.layer === "environment") return `unset ${origin.variable}`;
  if (origin.layer === "project") return "pluginary config unset scan.confinement --project";
  return "pluginary config unset scan.confinement";
}

function whyLess({ report, os, osRelease }: ConfinementFacts): { reason: string; advice: string } {
  if (os !== "linux") {
    const advice = "Scan only plugins that you trust, or scan on Linux";
    return { reason: "on this system, pluginary has no means to confine them", advice };
  }
  const has = (name: string) =>
    report!.layers.some((layer) => layer === name || layer.startsWith(`${name}-`));
  const missing = CONFINEMENT_LAYERS.filter((name) => !has(name));
  const reason = `this system lacks ${missing.join(", ")}`;
  if (!missing.includes("landlock")) {
    return { reason, advice: "Use a kernel or container that allows seccomp" };
  }
  if (isBefore(osRelease, LANDLOCK_SINCE)) {
    return { reason, advice: `Use Linux ${LANDLOCK_SINCE.join(".")} or later; this is ${osRelease}` };
  }
  return {
    reason,
    advice: "Add landlock to the kernel's parameter lsm=, or allow it in the settings of the container",
  };
}

function isBefore(release: string, [major, minor]: readonly [number, number]): boolean {
  const [, first, second] = /^(\d+)\.(\d+)/.exec(release) ?? [];
  if (first === undefined) return false;
  return Number(first) < major || (Number(first) === major && Number(second) < minor);
}
