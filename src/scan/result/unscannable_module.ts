import { outcomeOfReason } from "../../model/reason_code.ts";
import type { Reason, ScannedModule } from "../../model/module.ts";
import type { Fingerprint } from "../planning/fingerprint.ts";
import type { FoundModule } from "../formats/found_module.ts";

/**
 * The result for a module that no worker gets: discovery could not make sense of it, or it is blocked.
 *
 * @param contents Its fingerprint, if that has been taken.
 */
export function unscannableModule(found: FoundModule, reason: Reason, contents?: Fingerprint): ScannedModule {
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
    ...(contents === undefined ? {} : {
      sizeBytes: contents.sizeBytes,
      modifiedAt: contents.modifiedAt.toISOString(),
      fingerprint: contents.value,
    }),
    plugins: [],
  };
}
