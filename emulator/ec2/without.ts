/** What is in the first list and not in the second. */
export const without = (some: readonly string[] = [], others: readonly string[] = []): string[] =>
  some.filter((each) => !others.includes(each));
