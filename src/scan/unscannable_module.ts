import { outcomeOfReason, type Reason, type ScannedModule } from "../model/module.ts";
import type { FoundModule } from "./found_module.ts";

/** A module that discovery could not make sense of: its outcome is known without a worker. */
export function unscannableModule(found: FoundModule, reason: Reason): ScannedModule {
  return {
    location: found.location,
    format: found.format,
    outcome: outcomeOfReason(reason.code),
    change: "added",
    reason,
    failures: [],
    warnings: [...found.warnings ?? []],
    durationMs: 0,
    architectures: [...found.architectures],
    plugins: [],
  };
}
