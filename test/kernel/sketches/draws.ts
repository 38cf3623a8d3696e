import fc from 'fast-check';

const OPEN = 'all 0.0.0.0/0';
const traffic = fc.constantFrom('all', 'tcp/443', 'tcp/400-500', 'tcp/1024-65535', 'tcp/32768-65535', 'tcp/0-65535');

/** True but once in so many times. */
export const mostly = (times: number) => fc.integer({ min: 1, max: times }).map((number) => number > 1);

/** Rules of a security group: mostly everything, else a few rules, else nothing. */
export function rulesAmong(blocks: readonly string[], groups: readonly string[]): fc.Arbitrary<string[]> {
  const peer =
    groups.length > 0 ? fc.oneof(fc.constantFrom(...blocks), fc.constantFrom(...groups)) : fc.constantFrom(...blocks);
  const rule = fc.tuple(traffic, peer).map((parts) => parts.join(' '));
  const references = fc.subarray(
    groups.map((group) => `all ${group}`),
    { minLength: Math.min(2, groups.length) },
  );
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant<string[]>([OPEN]) },
    { weight: 2, arbitrary: references },
    { weight: 2, arbitrary: fc.array(rule, { minLength: 1, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.constant<string[]>([]) },
  );
}

/** A network ACL, or none but the default. */
export function aclAmong(blocks: readonly string[]): fc.Arbitrary<{ in: string[]; out: string[] } | undefined> {
  const entry = fc.tuple(fc.constantFrom('allow', 'allow', 'deny'), traffic, fc.constantFrom(...blocks));
  const entries = fc
    .tuple(fc.array(entry, { minLength: 1, maxLength: 4 }), fc.constantFrom([], ['200 allow all 0.0.0.0/0']))
    .map(([list, last]) => [...list.map((parts, i) => `${100 - i} ${parts.join(' ')}`), ...last]);
  const side = fc.oneof(fc.constant<string[]>(['100 allow all 0.0.0.0/0']), entries);
  return fc.oneof(fc.constant(undefined), fc.record({ in: side, out: side }));
}
