/** One amount of work and its cost. */
export type WorkAndCost = readonly [work: number, cost: number];

/**
 * The power with which a cost grows: 1 is linear, 2 quadratic. It is the slope
 * of the line through the logarithms with the least squares.
 *
 * @param points At least two amounts of work; those without cost count for nothing.
 */
export function growthExponent(points: readonly WorkAndCost[]): number {
  const logs = points.filter(([work, cost]) => work > 0 && cost > 0)
    .map(([work, cost]) => [Math.log(work), Math.log(cost)] as const);
  if (logs.length < 2) throw new Error("A line needs two points");
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanWork = mean(logs.map(([work]) => work));
  const meanCost = mean(logs.map(([, cost]) => cost));
  const covariance = mean(logs.map(([work, cost]) => (work - meanWork) * (cost - meanCost)));
  return covariance / mean(logs.map(([work]) => (work - meanWork) ** 2));
}
