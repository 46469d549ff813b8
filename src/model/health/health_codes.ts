/** How bad a finding is, the worst first. */
export const HEALTH_STATUSES = ["error", "warning", "ok"] as const;

/** One of {@linkcode HEALTH_STATUSES}. */
export type HealthStatus = (typeof HEALTH_STATUSES)[number];

/** The subjects of a report, in display order. */
export const HEALTH_SUBJECTS = [
  "folders",
  "library",
  "confinement",
  "catalog",
  "plugins",
  "configuration",
  "terminal",
  "versions",
] as const;

/** One of {@linkcode HEALTH_SUBJECTS}. */
export type HealthSubject = (typeof HEALTH_SUBJECTS)[number];

/** Everything that a report can find: its subject and status by its code; docs/doctor.md explains each. */
export const HEALTH_CODES = {
  "folders-usable": ["folders", "ok"],
  "home-unknown": ["folders", "error"],
  "data-folder-not-writable": ["folders", "error"],
  "data-folder-shared": ["folders", "warning"],
  "cache-folder-not-usable": ["folders", "warning"],
  "temporary-folder-not-writable": ["folders", "error"],
  "log-not-writable": ["folders", "warning"],
  "search-folder-not-readable": ["folders", "warning"],
  "library-ready": ["library", "ok"],
  "library-missing": ["library", "error"],
  "library-incompatible": ["library", "error"],
  "library-undescribed": ["library", "warning"],
  "formats-missing": ["library", "warning"],
  "worker-does-not-start": ["library", "error"],
  "confinement-full": ["confinement", "ok"],
  "confinement-partial": ["confinement", "warning"],
  "confinement-none": ["confinement", "warning"],
  "confinement-off": ["confinement", "warning"],
  "confinement-unreachable": ["confinement", "error"],
  "catalog-healthy": ["catalog", "ok"],
  "catalog-missing": ["catalog", "warning"],
  "catalog-older": ["catalog", "warning"],
  "catalog-newer": ["catalog", "error"],
  "catalog-damaged": ["catalog", "error"],
  "catalog-not-a-database": ["catalog", "error"],
  "catalog-of-other-program": ["catalog", "error"],
  "catalog-not-readable": ["catalog", "error"],
  "catalog-not-writable": ["catalog", "error"],
  "catalog-busy": ["catalog", "warning"],
  "catalog-wasteful": ["catalog", "warning"],
  "plugins-scanned": ["plugins", "ok"],
  "scan-running": ["plugins", "ok"],
  "blocked-by-user": ["plugins", "ok"],
  "never-scanned": ["plugins", "warning"],
  "scan-incomplete": ["plugins", "warning"],
  "plugins-failed": ["plugins", "warning"],
  "plugins-blocked": ["plugins", "warning"],
  "plugins-missing": ["plugins", "warning"],
  "files-gone": ["plugins", "warning"],
  "results-outdated": ["plugins", "warning"],
  "plugins-slow": ["plugins", "warning"],
  "configuration-valid": ["configuration", "ok"],
  "configuration-invalid": ["configuration", "error"],
  "configuration-outdated": ["configuration", "warning"],
  "project-invalid": ["configuration", "warning"],
  "terminal-known": ["terminal", "ok"],
  "terminal-unknown": ["terminal", "warning"],
  "versions-known": ["versions", "ok"],
  "check-failed": ["versions", "error"],
} as const satisfies Record<string, readonly [HealthSubject, HealthStatus]>;

/** A code of {@linkcode HEALTH_CODES}. */
export type HealthCode = keyof typeof HEALTH_CODES;
