import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { ScanLock } from "../../src/catalog/scan_lock.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

Deno.test("ScanLock.take() gives the lock to one at a time", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  {
    using lock = ScanLock.take(path);
    assert.ok(lock !== undefined);
    assert.equal(ScanLock.take(path), undefined);
  }
  using again = ScanLock.take(path);
  assert.ok(again !== undefined);
});

Deno.test("ScanLock.take() is not disturbed by another one that is just looking", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  using other = new DatabaseSync(`${path}-scan-lock`);
  other.exec("begin");
  other.prepare("select * from sqlite_schema").all();
  using lock = ScanLock.take(path);
  assert.ok(lock !== undefined);
});
