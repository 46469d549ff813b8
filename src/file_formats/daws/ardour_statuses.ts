/** The statuses that Ardour knows; a plugin without a line is normal. */
export type ArdourStatus = "Normal" | "Favorite" | "Hidden" | "Concealed";

/** A line: format, status, and the id up to the end. */
const STATUS = /^(\S+) (Normal|Favorite|Hidden|Concealed) (.+)$/;

/** A plugin of `plugin_statuses`. */
export interface ArdourStatusLine {
  readonly type: string;
  readonly status: ArdourStatus;
  readonly id: string;
}

/** Reads a line of `plugin_statuses` without its end; `undefined` for one of another form. */
export function readArdourStatus(line: string): ArdourStatusLine | undefined {
  const [, type, status, id] = STATUS.exec(line) ?? [];
  return type === undefined ? undefined : { type, status: status as ArdourStatus, id: id! };
}

/** A line of `plugin_statuses` without its end. */
export function writeArdourStatus({ type, status, id }: ArdourStatusLine): string {
  return `${type} ${status} ${id}`;
}
