/** What is wrong with a file; catalogs keep it as the reason. */
export const FILE_FAULTS = ["truncated", "invalid", "too-large", "unsupported"] as const;

/** @see FILE_FAULTS */
export type FileFault = (typeof FILE_FAULTS)[number];

/** A file that cannot be read as its kind; the message follows its name. */
export class FileFormatError extends Error {
  override readonly name = "FileFormatError";
  readonly fault: FileFault;

  constructor(fault: FileFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}
