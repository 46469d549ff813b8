/** Names accepted by `--columns`, in CSV order. */
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
