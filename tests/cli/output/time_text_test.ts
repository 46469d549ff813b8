import assert from "node:assert/strict";
import { exactTimeText, timeText } from "../../../src/cli/output/time_text.ts";

/** Local time, so that the test passes in every zone. */
const NOW = new Date(2026, 2, 12, 14, 5, 30);

Deno.test("timeText() tells a moment as people would", () => {
  const texts: [at: Date, text: string][] = [
    [new Date(2026, 2, 12, 14, 5, 30), "just now"],
    [new Date(2026, 2, 12, 14, 4, 31), "just now"],
    [new Date(2026, 2, 12, 14, 3, 0), "2 min ago"],
    [new Date(2026, 2, 12, 13, 5, 31), "59 min ago"],
    [new Date(2026, 2, 12, 11, 0, 0), "3 h ago"],
    [new Date(2026, 2, 12, 0, 0, 0), "14 h ago"],
    [new Date(2026, 2, 11, 23, 59, 0), "yesterday 23:59"],
    [new Date(2026, 2, 11, 0, 7, 0), "yesterday 00:07"],
    [new Date(2026, 2, 10, 23, 59, 0), "10 Mar 23:59"],
    [new Date(2026, 0, 1, 9, 30, 0), "1 Jan 09:30"],
    [new Date(2025, 11, 31, 9, 30, 0), "31 Dec 2025"],
    [new Date(2026, 2, 13, 14, 5, 0), "13 Mar 14:05"],
  ];
  for (const [at, text] of texts) {
    assert.equal(timeText(at, NOW), text);
    assert.equal(timeText(at.toISOString(), NOW), text);
  }
});

Deno.test("timeText() counts hours across midnight", () => {
  assert.equal(timeText(new Date(2026, 2, 11, 23, 0, 0), new Date(2026, 2, 12, 1, 30, 0)), "2 h ago");
  assert.equal(timeText(new Date(2025, 11, 31, 12, 0, 0), new Date(2026, 0, 1, 8, 0, 0)), "yesterday 12:00");
});

Deno.test("exactTimeText() tells the second, and the day unless it is today", () => {
  assert.equal(exactTimeText(new Date(2026, 2, 12, 9, 5, 7), NOW), "09:05:07");
  assert.equal(exactTimeText(new Date(2026, 2, 11, 23, 59, 59), NOW), "11 Mar 23:59:59");
  assert.equal(exactTimeText(new Date(2025, 11, 31, 9, 30, 0), NOW), "31 Dec 2025 09:30:00");
});
