/** The attributes of an element; numbers are written as short as a screen needs them. */
type Attributes = Readonly<Record<string, string | number>>;

/** The width of a picture and its margin, in pixels. */
export const WIDTH = 1000;
export const MARGIN = 24;

/** Colors by class; viewers that prefer dark pictures get other ones. */
export const STYLE = `
  svg { font-family: "DejaVu Sans", Verdana, sans-serif; font-size: 11px; }
  .page { fill: #ffffff; } text { fill: #24292f; }
  .title { font-size: 18px; font-weight: bold; } .heading { font-size: 13px; font-weight: bold; }
  .faint { fill: #6e7781; } .track { fill: #eef1f4; } .grid { stroke: #dfe3e8; }
  .mark { stroke: #24292f; stroke-dasharray: 3 3; }
  .kept { fill: #2f9e6e; } .broken { fill: #d1453b; } .ratio { fill: #4c78c8; }
  .line { fill: none; stroke-width: 1.5; stroke-dasharray: 5 4; }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117; } text { fill: #e6edf3; } .faint { fill: #8d96a0; } .track { fill: #1c232c; }
    .grid { stroke: #2b323b; } .mark { stroke: #e6edf3; }
  }
`;

/** An element with content that is markup already. */
export function element(name: string, attributes: Attributes, content = ""): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(textOf(value))}"`);
  return `<${name}${written.join("")}${content === "" ? "/>" : `>${content}</${name}>`}`;
}

/** A line of text; `y` is its baseline. */
export function textAt(x: number, y: number, text: string, attributes: Attributes = {}): string {
  return element("text", { x, y, ...attributes }, escaped(text));
}

/** A straight line. */
export function lineFrom(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  name: string,
): string {
  return element("line", { x1, y1, x2, y2, class: name });
}

/** Cuts a text that would run into its neighbour. */
export function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** A part of a picture, with its height. */
export interface Part {
  readonly height: number;
  readonly content: string;
}

/** Maps values to places so that equal ratios have equal lengths. */
export function logAxis(
  [low, high]: readonly [number, number],
  from: number,
  to: number,
): (value: number) => number {
  const span = Math.max(Math.log(high / low), Number.EPSILON);
  return (value) => from + Math.log(value / low) / span * (to - from);
}

/** The powers of ten from the one below the least value to the one above the largest. */
export function decadesOf(values: readonly number[]): number[] {
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.max(Math.ceil(Math.log10(Math.max(...values))), first + 1);
  return Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
}

function textOf(value: string | number): string {
  return typeof value === "number" ? String(Number(value.toFixed(1))) : value;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
