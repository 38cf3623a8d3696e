/** What belongs to each id, without a key where there is nothing. It inherits nothing, whatever ids may be called. */
export function record<V>(
  ids: readonly string[],
  make: (id: string, index: number) => V | undefined,
): Record<string, V> {
  const values: Record<string, V> = Object.create(null);
  ids.forEach((id, i) => {
    const value = make(id, i);
    if (value !== undefined) values[id] = value;
  });
  return values;
}
