/** Stops setup; the message is for the user and, where possible, names the command to run. */
export class SetupError extends Error {
  override name = "SetupError";
}
