import { fileName } from "./file_name.ts";
import { formatInRecords } from "./format_in_records.ts";
import { nativeCallsInFfi } from "./native_calls_in_ffi.ts";
import { noEmptyCatch } from "./no_empty_catch.ts";
import { printInCli } from "./print_in_cli.ts";
import { processInScan } from "./process_in_scan.ts";
import { runsOn26 } from "./runs_on_2_6.ts";
import { sqlInCatalog } from "./sql_in_catalog.ts";

/** The project's lint rules: the places of things, and features that the program must not use.*/
const plugin: Deno.lint.Plugin = {
  name: "pluginary",
  rules: {
    "file-name": fileName,
    "format-in-records": formatInRecords,
    "native-calls-in-ffi": nativeCallsInFfi,
    "no-empty-catch": noEmptyCatch,
    "print-in-cli": printInCli,
    "process-in-scan": processInScan,
    "runs-on-2-6": runsOn26,
    "sql-in-catalog": sqlInCatalog,
  },
};

export default plugin;
