/** The middle value; of an even number of values the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** To which power of the size a figure grows: 1 is linear, 2 is quadratic. */
export const exponent = (from: { size: number; value: number }, to: { size: number; value: number }): number =>
  Math.log(to.value / from.value) / Math.log(to.size / from.size);
