import assert from "node:assert/strict";
import { parseLogRecord } from "../../../src/model/logs/log_record.ts";

const RECORD = {
  time: "2026-11-01T10:00:00.000Z",
  level: "info",
  category: "scan",
  message: "A.vst3: 1 plugin",
  pid: 7,
  properties: { name: "A.vst3" },
};

Deno.test("parseLogRecord() reads a line", () => {
  assert.deepEqual(parseLogRecord(JSON.stringify(RECORD)), RECORD);
});

Deno.test("parseLogRecord() refuses damaged lines", () => {
  const wrong = [
    "",
    "null",
    "[]",
    '{"time":',
    JSON.stringify(RECORD).slice(0, -1),
    ...Object.keys(RECORD).map((name) => JSON.stringify({ ...RECORD, [name]: undefined })),
    JSON.stringify({ ...RECORD, level: "loud" }),
    JSON.stringify({ ...RECORD, time: "yesterday" }),
    JSON.stringify({ ...RECORD, properties: [] }),
  ];
  for (const line of wrong) assert.equal(parseLogRecord(line), undefined, line);
});
