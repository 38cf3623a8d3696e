import { describe, expect, it } from 'vitest';
import { tables } from './tables/index.ts';
import { wayOf } from './way.ts';

describe.each(tables)('$subject', ({ rows }) => {
  it.each(rows)('%s', (_, where, flow, way) => {
    expect(wayOf(where, flow)).toBe(way);
  });
});
