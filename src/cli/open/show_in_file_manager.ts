import { PluginaryError } from "../../model/pluginary_error.ts";
import { parentFolder } from "../../platform/paths.ts";
import { startDesktopProgram } from "../../scan/processes/process.ts";
import type { Console } from "../terminal/console.ts";

/** A program that shows a file, or its folder, and ends or becomes the file manager. */
interface FileManager {
  readonly program: string;
  readonly args: readonly string[];
  /** Whether a code other than 0 means that nothing was shown; Explorer always exits with 1. */
  readonly hasExitCode: boolean;
}

/** A file manager that still runs after this time has opened its window. */
const START_LIMIT_MS = 4000;

/** Time for the file manager to answer on the session bus, within {@linkcode START_LIMIT_MS}. */
const REPLY_LIMIT_MS = 3000;

/**
 * Shows a file in the system's file manager, selected in its folder where that
 * is possible.
 *
 * @throws {PluginaryError} `file-manager-failed`.
 */
export async function showInFileManager(path: string, environment: Console["environment"]): Promise<void> {
  const cannot = (why: string) =>
    new PluginaryError(
      "file-manager-failed",
      `Cannot open "${path}": ${why}`,
      'Add "--print" to print the path',
    );
  if (needsDisplay() && !environment("DISPLAY") && !environment("WAYLAND_DISPLAY")) {
    throw cannot("there is no display");
  }
  let problem = "";
  for (const manager of fileManagers(path, environment)) {
    const failed = await problemWith(manager);
    if (failed === undefined) return;
    problem = failed;
  }
  throw cannot(problem);
}

/** The ways to show a file on this system, the best first. */
function fileManagers(path: string, environment: Console["environment"]): FileManager[] {
  switch (Deno.build.os) {
    case "darwin":
      return [{ program: "open", args: ["-R", path], hasExitCode: true }];
    case "windows":
      return [{ program: "explorer.exe", args: ["/select,", path], hasExitCode: false }];
    default: {
      const folder = { program: "xdg-open", args: [parentFolder(path)], hasExitCode: true };
      return environment("DBUS_SESSION_BUS_ADDRESS") ? [showItems(path), folder] : [folder];
    }
  }
}

/** @see https://www.freedesktop.org/wiki/Specifications/file-manager-interface/ */
function showItems(path: string): FileManager {
  const name = "org.freedesktop.FileManager1";
  // A comma would separate two files.
  const url = `file://${path.split("/").map(encodeURIComponent).join("/")}`;
  return {
    program: "dbus-send",
    args: [
      "--session",
      "--print-reply",
      `--reply-timeout=${REPLY_LIMIT_MS}`,
      `--dest=${name}`,
      `/${name.replaceAll(".", "/")}`,
      `${name}.ShowItems`,
      `array:string:${url}`,
      "string:",
    ],
    hasExitCode: true,
  };
}

/** Starts a program; `undefined` if it shows the file. */
async function problemWith({ program, args, hasExitCode }: FileManager): Promise<string | undefined> {
  try {
    const command = { program, args, environment: Deno.env.toObject() };
    const end = await startDesktopProgram(command, START_LIMIT_MS);
    if (end?.signal !== undefined) return `"${program}" was killed by ${end.signal}`;
    return hasExitCode && end?.code ? `"${program}" exited with code ${end.code}` : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return `cannot find the program "${program}"`;
    throw error;
  }
}

/** Whether programs with windows need a display that a variable names. */
function needsDisplay(): boolean {
  return Deno.build.os !== "darwin" && Deno.build.os !== "windows";
}
