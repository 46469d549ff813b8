import type { InstalledPlugin } from "../../catalog/presets/installed_plugin.ts";
import type { ConvertedParameter, LostPart } from "../../model/documents/presets/conversion_document.ts";
import type { Parameter } from "../../model/plugin.ts";
import { areClose, quantityOf, textLikeness } from "../../model/presets/displayed_text.ts";
import { matchParameters, type ParameterMatch } from "../../model/presets/match_parameters.ts";
import type {
  ParameterValue,
  PluginState,
  StateAnswer,
  StateRequest,
  WantedValue,
} from "../../model/presets/plugin_state.ts";
import { type Carried, isGuess, numberOf, percentFactor, shownText, wantedValues } from "./wanted_values.ts";

/** A plugin in a worker, as far as a conversion needs it. */
export interface ConvertingPlugin {
  readonly plugin: Pick<InstalledPlugin, "id" | "format" | "parameters">;
  /** Loads what is asked for and reads the state. */
  load(request: StateRequest): Promise<StateAnswer>;
}

/** A state in the plugin that it was carried over to, and an honest account of that. */
export interface ConvertedState {
  readonly state: PluginState;
  /** The texts of the second plugin with that state. */
  readonly texts: readonly ParameterValue[];
  readonly lossless: boolean;
  readonly parameters: readonly ConvertedParameter[];
  readonly lost: readonly LostPart[];
  readonly defaults: readonly { readonly name: string; readonly text: string }[];
}

/**
 * Carries a state over to another plugin, or to the same one in another format,
 * by its parameters: each is set as the first plugin displays it, and what the
 * second plugin displays then is read back. The state of the very same plugin
 * is taken as it is.
 *
 * @param request What the first plugin loads.
 * @param isSamePlugin Whether both are one plugin in two formats.
 * @throws {PluginaryError} when one of the plugins fails.
 */
export async function convertState(
  from: ConvertingPlugin,
  request: StateRequest,
  to: ConvertingPlugin,
  isSamePlugin = false,
): Promise<ConvertedState> {
  const source = await from.load(request);
  if (from.plugin.id === to.plugin.id) return await sameState(request.state ?? source.state, to);
  const { pairs, onlyFrom, onlyTo } = matchParameters(from.plugin.parameters, to.plugin.parameters, false);
  const values = new Map(source.parameters.map((value) => [value.id, value]));
  const formats = { from: from.plugin.format, to: to.plugin.format };
  const carried = pairs.flatMap((pair): Carried[] => {
    const value = values.get(pair.from.id);
    return value === undefined ? [] : [{ pair, value, isSamePlugin, formats }];
  });
  const { answer, parameters, refused } = await carryOver(carried, to);
  const texts = new Map(answer.parameters.map(({ id, text }) => [id, text]));
  return {
    state: answer.state,
    texts: answer.parameters,
    lossless: false,
    parameters,
    lost: [
      ...storageLost(answer),
      ...await stateLost(from, source),
      ...onlyFrom.map(({ id, name }) => ({
        kind: "parameter" as const,
        name,
        message: `Has no counterpart; it displays "${values.get(id)?.text ?? ""}"`,
      })),
      ...refused,
    ],
    defaults: onlyTo.map((parameter) => ({
      name: parameter.name,
      text: shownText(parameter, texts.get(parameter.id) ?? ""),
    })),
  };
}

/** Loads a state into the plugin that it comes from, so that one that it refuses is noticed. */
async function sameState(state: PluginState, to: ConvertingPlugin): Promise<ConvertedState> {
  const answer = await to.load({ state });
  return { state, texts: answer.parameters, lossless: true, parameters: [], lost: [], defaults: [] };
}

/** How well one way to set a parameter has worked. */
interface Attempt {
  readonly wanted: WantedValue | undefined;
  readonly isExact: boolean;
  readonly converted: ConvertedParameter;
}

/** Sets all parameters, each in the way that shows most of what the first plugin shows. */
async function carryOver(
  carried: readonly Carried[],
  to: ConvertingPlugin,
): Promise<{ answer: StateAnswer; parameters: ConvertedParameter[]; refused: LostPart[] }> {
  const ways = new Map(carried.map((one) => [one, wantedValues(one)]));
  const best = new Map<Carried, Attempt>();
  const rounds = Math.max(1, ...[...ways.values()].map((wanted) => wanted.length));
  let answer: StateAnswer | undefined;
  let asked: (WantedValue | undefined)[] = [];
  for (let round = 0; round < rounds && (round === 0 || !areAllSame(best)); round++) {
    const wanted = carried.map((one) =>
      isSame(best.get(one)) ? best.get(one)?.wanted : ways.get(one)![round]
    );
    [answer, asked] = [await to.load({ values: wanted.filter((value) => value !== undefined) }), wanted];
    for (const [index, one] of carried.entries()) {
      const attempt = attemptOf(one, wanted[index], answer);
      const known = best.get(one);
      if (known === undefined || isBetter(attempt, known)) best.set(one, attempt);
    }
  }
  const left = new Set(carried.filter((one) => isWrong(best.get(one)!)));
  const chosen = carried.map((one) => left.has(one) ? undefined : best.get(one)!.wanted);
  if (answer === undefined || chosen.some((wanted, index) => wanted !== asked[index])) {
    answer = await to.load({ values: chosen.filter((value) => value !== undefined) });
  }
  const final = answer;
  const reached = carried.map((one) => ({ one, ...attemptOf(one, undefined, final).converted }));
  return {
    answer,
    parameters: reached.map(({ one, ...converted }) =>
      left.has(one) ? { ...converted, score: 0 } : converted
    ),
    refused: reached.flatMap(({ one, from, before }) => {
      const message = left.has(one)
        ? `Keeps its default: no value that was tried displays anything like "${before}"`
        : final.refused.find(({ id }) => id === one.pair.to.id)?.message;
      return message === undefined ? [] : [{ kind: "value" as const, name: from, message }];
    }),
  };
}

/** Whether a value that the second plugin shows has nothing in common with the first one; the default is better than that. */
function isWrong({ converted: { score, after } }: Attempt): boolean {
  return score === 0 && after !== "";
}

/** Whether no other way can be better: both numbers are the same float, or the words are. */
function isSame(attempt: Attempt | undefined): boolean {
  return attempt !== undefined && attempt.wanted !== undefined && attempt.isExact &&
    attempt.converted.score === certaintyOf(attempt.converted.matchedBy);
}

/** Whether two texts have the same number, or none to compare. */
function isExact(before: string, after: string): boolean {
  const [one, two] = [quantityOf(before), quantityOf(after)];
  if (one === undefined || two === undefined) return true;
  return Math.fround(one.written) === Math.fround(two.written) ||
    Math.fround(one.plain) === Math.fround(two.plain);
}

function isBetter(attempt: Attempt, known: Attempt): boolean {
  if (attempt.wanted === undefined) return false;
  const [score, before] = [attempt.converted.score, known.converted.score];
  return score > before || (score === before && attempt.isExact && !known.isExact);
}

function areAllSame(attempts: ReadonlyMap<Carried, Attempt>): boolean {
  return [...attempts.values()].every(isSame);
}

function attemptOf(carried: Carried, wanted: WantedValue | undefined, answer: StateAnswer): Attempt {
  const { pair: { from, to, matchedBy }, value } = carried;
  const found = answer.parameters.find(({ id }) => id === to.id);
  const before = shownText(from, value.text);
  const after = shownText(to, found?.text ?? "");
  const likeness = found === undefined ? 0 : likenessOf(carried, before, { ...found, text: after });
  const certainty = Math.min(certaintyOf(matchedBy), isGuess(carried) ? GUESS : 1);
  const score = Math.round(likeness * certainty * 100) / 100;
  return {
    wanted,
    isExact: isExact(before, after),
    converted: { from: from.name, to: to.name, matchedBy, value: found?.value ?? null, before, after, score },
  };
}

/** The score of a value that nothing but its number speaks for. */
const GUESS = 0.5;

function certaintyOf(matchedBy: ParameterMatch): number {
  return matchedBy === "unit" ? 0.5 : 1;
}

/** Words for the two states of a switch. */
const SWITCH_WORDS = [/^(off|false|no|disabled|0(\.0*)?)$/i, /^(on|true|yes|enabled|1(\.0*)?)$/i];

/** How alike both plugins display the value; equal numbers count where one of them has no words for it. */
function likenessOf(carried: Carried, before: string, after: ParameterValue): number {
  const { from, to } = carried.pair;
  const areSwitches = [from, to].every(({ stepCount, flags }) => stepCount === 1 || flags.includes("toggle"));
  if (areSwitches && SWITCH_WORDS.some((words) => words.test(before) && words.test(after.text))) return 1;
  const haveSameForm = isWord(carried.pair.from, before) === isWord(carried.pair.to, after.text);
  if (haveSameForm && percentFactor(carried) === undefined) {
    return textLikeness(before, after.text);
  }
  const number = numberOf(carried);
  return number !== undefined && after.value !== null && areClose(number, after.value) ? 1 : 0;
}

/** Whether a text is a name, which can begin with a number: "1959 Bassman". */
function isWord({ scalePoints }: Parameter, text: string): boolean {
  return quantityOf(text) === undefined || scalePoints.some(({ label }) => label === text);
}

function storageLost({ warnings }: StateAnswer): LostPart[] {
  if (!warnings.some(({ code }) => code === "no-state")) return [];
  const message = "The second plugin stores no state, so its values stand in this report only";
  return [{ kind: "storage", name: "", message }];
}

/** What the first plugin stores beside its parameters, found by setting the parameters alone. */
async function stateLost(from: ConvertingPlugin, source: StateAnswer): Promise<LostPart[]> {
  const { state } = source;
  if (state.format === "ladspa") return [];
  if (state.format === "lv2") {
    return state.properties.map(({ key }) => ({
      kind: "state",
      name: key,
      message: "Is stored beside the parameters",
    }));
  }
  const known = new Map(from.plugin.parameters.map((parameter) => [parameter.id, parameter]));
  const values = source.parameters.flatMap(({ id, value }) => {
    const flags = known.get(id)?.flags ?? [];
    const isWritten = flags.includes("read-only") || flags.includes("output");
    return value === null || isWritten ? [] : [{ id, value }];
  });
  const alone = await from.load({ values });
  if (JSON.stringify(alone.state) === JSON.stringify(state)) return [];
  const message = "The first plugin stores more than its parameters, and that does not show what it is";
  return [{ kind: "state", name: "", message }];
}
