/**
 * Runs all sides in turn, so that a slow moment of the machine affects each of
 * them, after one round that does not count. Each round begins with another
 * side, since a run may find a warmer machine after a certain other one.
 */
export async function inTurn<Side extends string, Value>(
  rounds: number,
  sides: Readonly<Record<Side, () => Promise<Value>>>,
): Promise<Record<Side, Value[]>> {
  const names = Object.keys(sides) as Side[];
  const values = Object.fromEntries(names.map((name) => [name, [] as Value[]])) as Record<Side, Value[]>;
  for (const name of names) await sides[name]();
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(round + i) % names.length]!;
      values[name].push(await sides[name]());
    }
  }
  return values;
}

/** The time that an action takes, in milliseconds. */
export async function timeMs(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}
