/** Stands for a secret. */
const CONCEALED = "***";

/** Words that make a name one of a secret: `API_KEY`, `db.password`, `--auth-token`. */
const SECRET_WORD = String
  .raw`token|secret|passw(?:or)?d|passphrase|pwd|(?:api|access|client|private|secret|licen[cs]e|serial)[-_]?key|credential|authori[sz]ation|cookie|session[-_]?id`;

/** A name with such a word; bounded, so that a long text takes no longer than a short one per character. */
const SECRET_NAME = String.raw`[\w.-]{0,40}(?:${SECRET_WORD})s?(?![a-z])[\w-]{0,40}`;

/** A value in quotes, or up to the next separator. */
const VALUE = String.raw`(?:"[^"]*"|'[^']*'|[^\s&;,"']+)`;

const SECRET_VARIABLE = new RegExp(`${SECRET_WORD}|key$`, "i");

/** Variables with such a name whose value is a place. */
const PLACE_VARIABLE = /^(?:old)?pwd$|_(?:file|path|dir|home|sock)$/i;

/** A shorter value of a variable would occur in texts by chance. */
const SHORTEST_VALUE = 6;

/** What a secret looks like, and its replacement, in the order of their application. */
const PATTERNS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g, CONCEALED],
  // The user and password of a URL, also of one that was taken for a path.
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/?)[^\s/]{1,2000}@/gi, `$1${CONCEALED}@`],
  [/\b(Bearer|Basic|Digest)\s+[\w.~+/=-]{6,}/gi, `$1 ${CONCEALED}`],
  // Tokens of GitHub, GitLab, Slack, npm and Amazon, keys of other services, and JSON Web Tokens.
  [
    /(?<![\w-])(?:gh[a-z]_\w{16,}|github_pat_\w{16,}|glpat-[\w-]{16,}|xox[a-z]-[\w-]{10,}|npm_\w{20,}|AKIA[0-9A-Z]{12,}|sk-[\w-]{16,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)/g,
    CONCEALED,
  ],
  [new RegExp(String.raw`(--?${SECRET_NAME}\s+)${VALUE}`, "gi"), `$1${CONCEALED}`],
  [new RegExp(String.raw`(\b${SECRET_NAME}["']?\s{0,4}[=:]\s{0,4})${VALUE}`, "gi"), `$1${CONCEALED}`],
];

/**
 * Takes secrets out of texts before they are written to a log: passwords in
 * URLs, tokens, values with a name like `password`, and the values of variables
 * with such a name.
 */
export class SecretFilter {
  /** The longest first, since one may contain another. */
  readonly #values: readonly string[];

  /** @param environment The variables of this process. */
  constructor(environment: Readonly<Record<string, string>>) {
    this.#values = Object.entries(environment)
      .filter(([name, value]) =>
        SECRET_VARIABLE.test(name) && !PLACE_VARIABLE.test(name) && value.length >= SHORTEST_VALUE
      )
      .map(([, value]) => value)
      .sort((a, b) => b.length - a.length);
  }

  /** The text without secrets. */
  text(text: string): string {
    let clean = text;
    for (const value of this.#values) clean = clean.replaceAll(value, CONCEALED);
    for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
    return clean;
  }

  /** The value with all texts in it cleaned. */
  value(value: unknown): unknown {
    if (typeof value === "string") return this.text(value);
    if (Array.isArray(value)) return value.map((one) => this.value(one));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.value(one)]));
  }
}
