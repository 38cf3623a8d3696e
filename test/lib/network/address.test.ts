import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatAddress,
  formatCidr,
  formatInterval,
  PUBLIC,
  parseAddress,
  parseCidr,
} from '../../../lib/network/address.ts';
import { contains } from '../../../lib/network/interval.ts';

describe('addresses', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['255.255.255.255', '255.255.255.255'],
    ['::', '::'],
    ['::1', '::1'],
    ['2001:db8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:DB8:0:1:0:0:0:1', '2001:db8:0:1::1'],
    ['fe80::', 'fe80::'],
    ['::ffff:10.0.0.1', '::ffff:a00:1'],
  ])('%s is written %s', (text, canonical) => {
    const address = parseAddress(text);
    expect(address && formatAddress(address)).toBe(canonical);
  });

  it.each(['', '10.0.0', '256.0.0.1', '10.0.0.1/8', 'fe80::1%eth0', '1:2:3', 'x'])('%j is no address', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it.each([
    ['10.1.2.3/16', '10.1.0.0/16'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:db8::1/32', '2001:db8::/32'],
  ])('%s is the block %s', (text, canonical) => {
    const cidr = parseCidr(text);
    expect(cidr && formatCidr(cidr)).toBe(canonical);
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/08', '::/129', '10.0.0.0/8/8', '10.0.0.0/-1'])(
    '%j is no CIDR block',
    (text) => expect(parseCidr(text)).toBeUndefined(),
  );

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const address = parseAddress(text)!;
        expect(parseAddress(formatAddress(address))).toEqual(address);
      }),
    );
  });

  it('writes an interval as a block where it is one', () => {
    const { first, last } = parseCidr('10.0.4.0/22')!;
    expect(formatInterval(4, [first, last])).toBe('10.0.4.0/22');
    expect(formatInterval(4, [first, Number(last) - 1])).toBe('10.0.4.0-10.0.7.254');
  });
});

describe('the internet', () => {
  it.each([
    ['8.8.8.8', true],
    ['203.0.113.9', true],
    ['10.1.1.1', false],
    ['172.31.255.255', false],
    ['172.32.0.0', true],
    ['100.64.0.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['2001:db8::1', true],
    ['fd00::1', false],
  ])('%s: %s', (text, expected) => {
    const { family, value } = parseAddress(text)!;
    expect(contains(PUBLIC[family], value)).toBe(expected);
  });
});
