/** One amount of work and its cost. */
export type WorkAndCost = readonly [work: number, cost: number];

/** The limit of a power that is to be linear: above it by no more than the noise of a fit through a few points. */
export const LINEAR = 1.05;

/** The curve through some costs: `offset + factor * work ** exponent`. */
export interface Fit {
  /** The cost without any work. */
  readonly offset: number;
  readonly factor: number;
  /** The power with which the cost grows: 1 is linear, 2 quadratic. */
  readonly exponent: number;
}

/**
 * Fits a power to costs: the line with the least squares through the logarithms.
 *
 * @param points At least two amounts of work; those that cost no more than the offset count for nothing.
 */
export function fitGrowth(points: readonly WorkAndCost[], offset = 0): Fit {
  const logs = points.filter(([work, cost]) => work > 0 && cost > offset)
    .map(([work, cost]) => [Math.log(work), Math.log(cost - offset)] as const);
  if (logs.length < 2) throw new Error("A line needs two points");
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanWork = mean(logs.map(([work]) => work));
  const meanCost = mean(logs.map(([, cost]) => cost));
  const covariance = mean(logs.map(([work, cost]) => (work - meanWork) * (cost - meanCost)));
  const exponent = covariance / mean(logs.map(([work]) => (work - meanWork) ** 2));
  return { offset, factor: Math.exp(meanCost - exponent * meanWork), exponent };
}
