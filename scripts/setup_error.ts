/** What keeps setup from going on, as text for people, with the command to run where there is one. */
export class SetupError extends Error {
  override name = "SetupError";
}
