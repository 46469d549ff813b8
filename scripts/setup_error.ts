/** Stops setup; the message is for people and, where possible, has the command to run. */
export class SetupError extends Error {
  override name = "SetupError";
}
