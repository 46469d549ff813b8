import assert from "node:assert/strict";
import { commandPages, plainHelpPage } from "../../scripts/write_docs.ts";
import { projectPath } from "../../scripts/project_path.ts";
import { isCommand } from "../../src/cli/command_line/command_target.ts";
import { COMMAND_ALIASES } from "../../src/cli/app.ts";
import { allPages, type Page, readPage } from "./support/documentation.ts";
