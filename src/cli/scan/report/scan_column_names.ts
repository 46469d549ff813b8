/** What `--columns` can name, in the order of CSV. */
export const SCAN_COLUMNS = [
  "name",
  "vendor",
  "format",
  "category",
  "channels",
  "parameterCount",
  "version",
  "outcome",
  "reason",
  "change",
  "id",
  "inputChannels",
  "outputChannels",
  "isInstrument",
  "location",
] as const;
