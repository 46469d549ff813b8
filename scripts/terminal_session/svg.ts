import type { CharacterStyle, Span } from "./screen.ts";

/** A line typed at the prompt, and what appeared below it. */
export interface TypedLine {
  readonly line: string;
  readonly shown: readonly (readonly Span[])[];
}

const FONT_SIZE = 14;
/** Width of a character; the text is stretched to it, whatever font is there. */
const CHARACTER = 8.4;
const LINE = 20;
const PADDING = 22;
/** Height of the bar with the three dots. */
const BAR = 38;

/** Light and dark, like the pages that show it. */
const STYLE = `
  .window { fill: #ffffff; stroke: #d1d9e0; }
  .bar { fill: #f6f8fa; }
  .edge { stroke: #d1d9e0; }
  .title { fill: #59636e; font: 12px system-ui, sans-serif; }
  text { fill: #1f2328; font: ${FONT_SIZE}px ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; }
  .prompt { fill: #8250df; font-weight: 600; }
  .typed { font-weight: 600; }
  .bold { font-weight: 600; }
  .dim { fill: #59636e; }
  .red { fill: #d1242f; } .green { fill: #1a7f37; } .yellow { fill: #9a6700; }
  .blue { fill: #0969da; } .magenta { fill: #8250df; } .cyan { fill: #1b7c83; }
  @media (prefers-color-scheme: dark) {
    .window { fill: #0d1117; stroke: #3d444d; }
    .bar { fill: #151b23; }
    .edge { stroke: #3d444d; }
    .title { fill: #9198a1; }
    text { fill: #f0f6fc; }
    .prompt { fill: #d2a8ff; }
    .dim { fill: #9198a1; }
    .red { fill: #ff7b72; } .green { fill: #56d364; } .yellow { fill: #e3b341; }
    .blue { fill: #79c0ff; } .magenta { fill: #d2a8ff; } .cyan { fill: #56d4dd; }
  }
`;

/**
 * Draws a terminal with typed lines and what they showed.
 *
 * @param columns The width of the terminal in characters.
 */
export function terminalSvg(title: string, typed: readonly TypedLine[], columns: number): string {
  const lines = typed.flatMap(({ line, shown }, index) => [
    ...index === 0 ? [] : [[]],
    [span("$ ", "prompt"), span(line, "typed")],
    ...shown.map((spans) => spans.map(({ text, style }) => span(text, classesOf(style)))),
  ]);
  const width = columns * CHARACTER + 2 * PADDING;
  const height = BAR + lines.length * LINE + 2 * PADDING - 8;
  const description = typed.map(({ line }) => line).join(", ");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${
      escaped(`A terminal that shows: ${description}`)
    }">`,
    `<style>${STYLE}</style>`,
    `<rect class="window" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10"/>`,
    `<path class="bar" d="M1 ${BAR}V11a10 10 0 0 1 10-10H${width - 11}a10 10 0 0 1 10 10V${BAR}Z"/>`,
    `<path class="edge" d="M1 ${BAR}.5H${width - 1}"/>`,
    ...["#ff5f57", "#febc2e", "#28c840"].map((color, index) =>
      `<circle cx="${20 + index * 20}" cy="${BAR / 2}" r="6" fill="${color}"/>`
    ),
    `<text class="title" x="${width / 2}" y="${BAR / 2 + 4}" text-anchor="middle">${escaped(title)}</text>`,
    ...lines.flatMap((spans, index) => lineOf(spans, BAR + PADDING + 10 + index * LINE)),
    "</svg>\n",
  ].join("\n");
}

interface ClassedSpan {
  readonly text: string;
  readonly classes: string;
}

function span(text: string, classes: string): ClassedSpan {
  return { text, classes };
}

function classesOf({ isBold, isDim, color }: CharacterStyle): string {
  return [isBold ? "bold" : "", isDim ? "dim" : "", color ?? ""].filter((name) => name !== "").join(" ");
}

/** Each run of characters has its place, so that columns stay aligned in every font. */
function lineOf(spans: readonly ClassedSpan[], y: number): string[] {
  let column = 0;
  return spans.flatMap(({ text, classes }) => {
    const words = [...text.matchAll(/\S+(?: \S+)*/g)].map((match) => {
      const [word] = match;
      const x = PADDING + (column + [...text.slice(0, match.index)].length) * CHARACTER;
      const attribute = classes === "" ? "" : ` class="${classes}"`;
      const length = ([...word].length * CHARACTER).toFixed(1);
      return `<text x="${x.toFixed(1)}" y="${y}" textLength="${length}" lengthAdjust="spacing"${attribute}>${
        escaped(word)
      }</text>`;
    });
    column += [...text].length;
    return words;
  });
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(
    '"',
    "&quot;",
  );
}
