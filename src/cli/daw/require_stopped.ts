import { isDawRunning } from "../../daw/running_daw.ts";
import { type Daw, DAW_NAMES, INSTALLED_DAWS } from "../../model/daws/daw.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";

/**
 * Requires that a host is not running: it would write its own files when it ends.
 *
 * @throws {PluginaryError} `daw-running`, also where the system does not tell.
 */
export async function requireStopped(daw: Daw, isForced: boolean): Promise<void> {
  const installed = INSTALLED_DAWS.find((one) => one === daw);
  if (installed === undefined || isForced) return;
  const isRunning = await isDawRunning(installed);
  if (isRunning === false) return;
  const name = DAW_NAMES[daw];
  throw isRunning
    ? new PluginaryError(
      "daw-running",
      `Cannot change the files of ${name} while it is running`,
      `Quit ${name} first; --force writes anyway`,
    )
    : new PluginaryError(
      "daw-running",
      `Cannot tell whether ${name} is running`,
      "Use --force if you know that it is not",
    );
}
