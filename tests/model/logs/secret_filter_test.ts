import assert from "node:assert/strict";
import { SecretFilter } from "../../../src/model/logs/secret_filter.ts";

const filter = new SecretFilter({
  CI_JOB_TOKEN: "correct horse",
  SIGNING_KEY: "staple",
  DB_PASSWORD: "short",
  PWD: "/home/anna/plugins",
  LICENCE_KEY_FILE: "/etc/licence",
  EDITOR: "an-editor",
});

const CONCEALED: readonly (readonly [text: string, clean: string])[] = [
  ["https://anna:pass@example.org/x", "https://***@example.org/x"],
  ["ftp://tok@n@host", "ftp://***@host"],
  ["GET /v1?api_key=12345&x=1", "GET /v1?api_key=***&x=1"],
  ["Authorization: Bearer abcdefghi", "Authorization: *** ***"],
  ["Bearer abc.def-ghi_jkl", "Bearer ***"],
  ['{"password":"p w","name":"x"}', '{"password":***,"name":"x"}'],
  ["login --password hunter2 --verbose", "login --password *** --verbose"],
  ["login --auth-token=hunter2", "login --auth-token=***"],
  ["DB_PASSWD: hunter2", "DB_PASSWD: ***"],
  ["licence-key = 'A B C'", "licence-key = ***"],
  ["ghp_0123456789abcdefghij", "***"],
  ["glpat-0123456789abcdefghij", "***"],
  ["AKIAIOSFODNN7EXAMPLE", "***"],
  ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc", "***"],
  ["-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nrest", "***\nrest"],
  ["-----BEGIN PRIVATE KEY-----\nMIIE", "***"],
  ["a correct horse, a staple", "a ***, a ***"],
];

for (const [text, clean] of CONCEALED) {
  Deno.test(`a log conceals ${JSON.stringify(text)}`, () => assert.equal(filter.text(text), clean));
}

Deno.test("a log keeps what is no secret", () => {
  const texts = [
    "/home/anna/plugins/Tokenizer.vst3: 3 plugins in 31 ms",
    "Secret.vst3: 3 plugins in 31 ms",
    "scan /usr/lib/vst3 --exclude '*Secret Garden*'",
    "an-editor, short, /etc/licence",
    "https://example.org/a@b",
    "crashed: Crashed with SIGSEGV",
  ];
  assert.deepEqual(texts.map((text) => filter.text(text)), texts);
});

Deno.test("a log conceals secrets anywhere in its properties", () => {
  const value = { reason: { stderrTail: "token=abc", attempts: 2 }, list: ["staple", null], done: true };
  assert.deepEqual(filter.value(value), {
    reason: { stderrTail: "token=***", attempts: 2 },
    list: ["***", null],
    done: true,
  });
});

Deno.test("concealing takes time in proportion to the text, whatever it is", () => {
  for (const piece of ["a-", "://", "token", "eyJ-", "-----BEGIN ", "x.", '"', "--password "]) {
    const text = piece.repeat(200_000 / piece.length);
    const startedAt = performance.now();
    filter.text(text);
    const ms = performance.now() - startedAt;
    assert.ok(ms < 3000, `${piece}: ${ms} ms`);
  }
});
