import type { Parameter } from "../plugin.ts";
import type { PluginFormat } from "../plugin_format.ts";

/** Units that mean the same, with a multiple of their own: 20 kHz are 20,000 Hz. */
const UNITS: ReadonlyMap<string, readonly [code: number, multiple: number]> = new Map([
  ["db", [1, 1]],
  ["hz", [2, 1]],
  ["khz", [2, 1000]],
  ["ms", [3, 1]],
  ["s", [3, 1000]],
  ["sec", [3, 1000]],
  ["seconds", [3, 1000]],
  ["%", [4, 1]],
  ["percent", [4, 1]],
  ["st", [5, 100]],
  ["semi", [5, 100]],
  ["semitones", [5, 100]],
  ["semitone", [5, 100]],
  ["cent", [5, 1]],
  ["cents", [5, 1]],
  ["ct", [5, 1]],
  ["oct", [5, 1200]],
  ["bpm", [6, 1]],
  ["°", [7, 1]],
  ["deg", [7, 1]],
  ["degrees", [7, 1]],
  ["m", [8, 1]],
  ["cm", [8, 0.01]],
  ["beats", [9, 1]],
  ["bars", [9, 4]],
  ["notes", [10, 1]],
  ["note", [10, 1]],
  ["midi", [10, 1]],
  ["x", [11, 1]],
  [":1", [11, 1]],
]);

/** The kinds of values: continuous, whole numbers or choices, and switches. */
const CONTINUOUS = 1;
const STEPPED = 2;
const SWITCH = 3;

/** The unit of a parameter in the upper bits, 0 if unknown, and the kind of its values in the lower two. */
export function measureOf(parameter: Parameter): number {
  return (unitOf(parameter)?.[0] ?? 0) << 2 | kindOf(parameter);
}

/** Whether two measures contradict each other. */
export function areMeasuresUnlike(a: number, b: number): boolean {
  const [unit, other] = [a >> 2, b >> 2];
  return (unit !== 0 && other !== 0 && unit !== other) ||
    ((a & 3) === SWITCH) !== ((b & 3) === SWITCH);
}

/** Octaves of bounds are told apart by halves. */
const STEPS_PER_OCTAVE = 2;

/** Widths from 2^-5 to 2^14. */
const FEWEST_STEPS = -10;
const MOST_STEPS = 28;
const WIDTHS = MOST_STEPS - FEWEST_STEPS + 1;

/**
 * The sign of the lower bound and the order of magnitude of the width, in one
 * number; 0 if they are unknown. VST3 has them only in texts.
 */
export function rangeOf(parameter: Parameter, format: PluginFormat): number {
  if (kindOf(parameter) === SWITCH) return 0;
  const [minimum, maximum] = boundsOf(parameter, format);
  const width = maximum - minimum;
  if (!Number.isFinite(width) || width <= 0) return 0;
  const steps = Math.round(STEPS_PER_OCTAVE * Math.log2(width));
  const bounded = Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, steps)) - FEWEST_STEPS;
  return 1 + (Math.sign(minimum) + 1) * WIDTHS + bounded;
}

/** Whether two known ranges are about the same. */
export function areRangesAlike(a: number, b: number): boolean {
  const [step, other] = [(a - 1) % WIDTHS, (b - 1) % WIDTHS];
  return Math.abs(step - other) <= 1 && (a - 1 - step) === (b - 1 - other);
}

function kindOf({ stepCount, flags }: Parameter): number {
  if (stepCount === 1 || flags.includes("toggle")) return SWITCH;
  return stepCount > 1 || flags.includes("enumeration") || flags.includes("integer") ? STEPPED : CONTINUOUS;
}

function unitOf({ unit, minimumText, maximumText }: Parameter): readonly [number, number] | undefined {
  if (unit !== "") return UNITS.get(unit.trim().toLowerCase());
  for (const text of [maximumText, minimumText]) {
    const [, written] = NUMBER_AND_UNIT.exec(text) ?? [];
    if (written !== undefined) return UNITS.get(written.toLowerCase());
  }
  return undefined;
}

const NUMBER_AND_UNIT = /^[-+]?[\d.]+ *([a-z%°]+)$/i;

function boundsOf(parameter: Parameter, format: PluginFormat): [number, number] {
  const multiple = unitOf(parameter)?.[1] ?? 1;
  if (format !== "vst3") {
    return [(parameter.minimum ?? NaN) * multiple, (parameter.maximum ?? NaN) * multiple];
  }
  return [boundOf(parameter.minimumText, multiple), boundOf(parameter.maximumText, multiple)];
}

/** The number at the start of a text; its own unit counts before that of the parameter. */
function boundOf(text: string, multiple: number): number {
  const [, digits, unit] = /^([-+]?\d+(?:\.\d+)?) *([a-z%°]*)/i.exec(text) ?? [];
  if (digits === undefined) return NaN;
  return Number(digits) *
    (unit === "" || unit === undefined ? multiple : UNITS.get(unit.toLowerCase())?.[1] ?? multiple);
}
