import { fileName, isAt } from "../../../platform/paths.ts";

/** The data of a person, to be replaced in every text that leaves the computer. */
export interface PersonalFacts {
  /** All paths of the home folder. */
  readonly homes: readonly string[];
  readonly users: readonly string[];
  readonly hosts: readonly string[];
  /** Folders whose names may tell something, like those that a person has chosen. */
  readonly folders: readonly string[];
}

/** Folders of the system, which are the same for everybody. */
const SYSTEM_FOLDER = new RegExp(
  "^(/(usr|lib|lib32|lib64|opt|etc|bin|sbin|proc|sys|dev|run|nix|app|snap|gnu|tmp|var|Library|System|Applications|private/(etc|tmp|var))" +
    "|[A-Za-z]:[\\\\/](Windows|Program Files( \\(x86\\))?|ProgramData))([\\\\/]|$)",
  "i",
);

/** A whole text that is a path, a quoted path, and a path in the middle of a text. */
const WHOLE_PATH = /^(\/|[A-Za-z]:[\\/])[^\n]*$/;
const QUOTED_PATH = /(["'])((?:\/|[A-Za-z]:[\\/])[^"'\n]*)\1/g;
const LOOSE_PATH = /(?<![\w~>.:/\\<-])(\/[^\s"'`:;,()[\]{}|<>]+|[A-Za-z]:[\\/][^\s"'`:;,()[\]{}|<>]+)/g;

/** Names of settings and variables whose values nobody else may see. */
const SECRET_NAME = /token|secret|passw|credential|auth|cookie|api.?key|licen[cs]e|serial|private/i;

/** Secrets in running text, like `token=abc`. */
const SECRET_TEXT =
  /\b([\w-]*(?:token|secret|passw(?:or)?d|credential|api[-_]?key|authorization|cookie|serial|licen[cs]e[-_]?key)[\w-]*)(["']?\s*[=:]\s*)("[^"\n]*"|'[^'\n]*'|(?:Bearer |Basic )?[^\s,;]+)/gi;

const MAIL_ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/** Credentials in the address of a server. */
const URL_CREDENTIALS = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi;

/** What stands in place of a secret. */
const REMOVED = "(removed)";

/** Shorter names are replaced only where they stand alone: they occur in too many words. */
const SHORTEST_PART = 3;

/** Names that say nothing about a person. */
const IMPERSONAL = ["", "localhost", "user", "host"];

/** Replaces the data of one person in texts and in whole documents. */
export class PersonalData {
  readonly #folders: readonly (readonly [path: string, substitute: string])[];
  readonly #names: readonly (readonly [pattern: RegExp, substitute: string])[];

  constructor({ homes, users, hosts, folders }: PersonalFacts) {
    const isInHome = (path: string) => homes.some((home) => isAt(home, path));
    const named = [...new Set(folders)].filter((path) => isRecognizable(path) && !isInHome(path));
    this.#folders = [
      ...homes.filter(isRecognizable).map((path) => [path, "~"] as const),
      ...named.filter((path) => !SYSTEM_FOLDER.test(path) || /^\/(tmp|var|run|private)\/./.test(path))
        .map((path, index) => [path, `<folder ${index + 1}>`] as const),
    ].sort(([a], [b]) => b.length - a.length);
    this.#names = [
      ...namesIn(users).map((name) => [patternOf(name), "user"] as const),
      ...namesIn(hosts).map((name) => [patternOf(name), "host"] as const),
    ];
  }

  /** A text without personal data. */
  text(text: string): string {
    let cleaned = text;
    for (const [path, substitute] of this.#folders) cleaned = withoutFolder(cleaned, path, substitute);
    cleaned = withoutPaths(cleaned)
      .replace(URL_CREDENTIALS, `$1${REMOVED}@`)
      .replace(MAIL_ADDRESS, "(mail address)")
      .replace(SECRET_TEXT, `$1$2${REMOVED}`);
    for (const [pattern, substitute] of this.#names) cleaned = cleaned.replace(pattern, substitute);
    return cleaned;
  }

  /** The value of a setting or variable; that of a secret is gone altogether. */
  setting(name: string, value: string): string {
    return SECRET_NAME.test(name) ? REMOVED : this.text(value);
  }

  /** A document with the same structure; names of fields are cleaned as well. */
  document(value: unknown): unknown {
    if (typeof value === "string") return this.text(value);
    if (Array.isArray(value)) return value.map((one) => this.document(one));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [this.text(name), this.document(one)]),
    );
  }
}

function namesIn(names: readonly string[]): string[] {
  const distinct = new Set(names.map((name) => name.trim()));
  return [...distinct].filter((name) => !IMPERSONAL.includes(name.toLowerCase()))
    .sort((a, b) => b.length - a.length);
}

function patternOf(name: string): RegExp {
  const escaped = RegExp.escape(name);
  return name.length < SHORTEST_PART
    ? new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "giu")
    : new RegExp(escaped, "giu");
}

/** The root is part of every path, and says nothing. */
function isRecognizable(path: string): boolean {
  return path.replaceAll(/[\\/]/g, "").length > 0;
}

/** Replaces a folder as a whole: neither the beginning of another name nor the end of another path. */
function withoutFolder(text: string, path: string, substitute: string): string {
  const alone = `(?<![\\p{L}\\p{N}~>_.-])${RegExp.escape(path)}(?![\\p{L}\\p{N}_-])`;
  return text.replace(new RegExp(alone, "gu"), () => substitute);
}

/** Leaves only the last name of each path outside the system's folders. */
function withoutPaths(text: string): string {
  if (WHOLE_PATH.test(text)) return nameOnly(text);
  return text.replace(QUOTED_PATH, (_, quote: string, path: string) => quote + nameOnly(path) + quote)
    .replace(LOOSE_PATH, (path) => nameOnly(path));
}

function nameOnly(path: string): string {
  return SYSTEM_FOLDER.test(path) ? path : `<path>/${fileName(path)}`;
}
