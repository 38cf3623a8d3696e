import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { interpret } from '../../../lib/network/network.ts';
import { FIELDS } from '../../../lib/network/packets.ts';
import { walk } from '../../../lib/reach/walk.ts';
import { accountOf } from '../account.ts';
import { estates } from '../estates.ts';
import { answer, everything, fatesIn, samples } from './packet.ts';

const tally = new Map<string, number>();
afterAll(() => {
  const counts = [...tally].map(([fates, count]) => `${count} ${fates}`);
  const cases = [...tally.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${cases} random packets among sets: ${counts.join('; ')}`);
});

const several = fc.array(samples, { minLength: 6, maxLength: 6 });

describe('what is said of a set of packets', () => {
  it('is what is said of each packet in it, and something is said of every one', () => {
    fc.assert(
      fc.property(estates, several, (sketch, rows) => {
        const network = interpret(accountOf(sketch));
        for (const [i, question] of everything.entries()) {
          const whole = answer(network, question);
          for (const single of rows.map((row) => row[i]!)) {
            const alone = fatesIn(answer(network, single), single.packets);
            tally.set(alone, (tally.get(alone) ?? 0) + 1);
            const among = fatesIn(whole, single.packets);
            if (alone === '' || alone !== among)
              expect({ single, among }).toEqual({ single, among: alone || 'a fate' });
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('comes to an end, also past filters that say no, and is of some packet', () => {
    fc.assert(
      fc.property(estates, (sketch) => {
        const network = interpret(accountOf(sketch));
        for (const { start, packets } of everything)
          for (const { at, initial } of walk({ network, pastFilters: true }, start, packets)) {
            expect(at.kind).toMatch(/^(delivered|dropped|unknown)$/);
            expect(FIELDS.filter((field) => initial[field].length === 0)).toEqual([]);
          }
      }),
      { numRuns: 50 },
    );
  });
});
