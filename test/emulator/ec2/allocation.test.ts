import type { NetworkInterface, Subnet } from '@aws-sdk/client-ec2';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Allocation, availableAddressCount } from '../../../emulator/ec2/allocation.ts';
import { type Region, State } from '../../../emulator/state.ts';

const SUBNET: Subnet = { SubnetId: 'subnet-1', CidrBlock: '10.0.4.0/22' };
const SIZE = 1024;
const addressAt = (offset: number) => `10.0.${4 + Math.floor(offset / 256)}.${offset % 256}`;
const ASSIGNABLE = Array.from({ length: SIZE - 5 }, (_, index) => addressAt(index + 4));

/** Does something in a Region whose subnet has interfaces with these addresses. */
function inRegion<T>(held: readonly (readonly string[])[], work: (region: Region) => T): T {
  const state = new State({ accountId: '123456789012', furnish: () => {} });
  return state.transaction('us-east-1', (region) => {
    held.forEach((addresses, index) => {
      region.networkInterfaces.put(`eni-${index}`, interfaceWith(addresses));
    });
    return work(region);
  });
}

const interfaceWith = (addresses: readonly string[]): NetworkInterface => ({
  SubnetId: SUBNET.SubnetId,
  PrivateIpAddresses: addresses.map((PrivateIpAddress) => ({ PrivateIpAddress })),
});

/** Interfaces with one to three addresses that hold most of a subnet: all but some. */
const crowded = fc
  .record({
    free: fc.uniqueArray(fc.integer({ min: 0, max: ASSIGNABLE.length - 1 }), { maxLength: 6 }),
    sizes: fc.infiniteStream(fc.constantFrom(1, 1, 1, 2, 3)),
  })
  .map(({ free, sizes }) => {
    const left = ASSIGNABLE.filter((_, index) => !free.includes(index));
    const held: string[][] = [];
    while (left.length > 0) held.push(left.splice(0, sizes.next().value ?? 1));
    return { free: [...free].sort((a, b) => a - b).map((index) => ASSIGNABLE[index]!), held };
  });

describe('Allocation', () => {
  it('gives the free addresses from the lowest up, and then no more', () => {
    fc.assert(
      fc.property(crowded, ({ free, held }) => {
        inRegion(held, (region) => {
          expect(availableAddressCount(region, SUBNET)).toBe(free.length);
          const allocation = new Allocation(region, SUBNET);
          expect(free.map(() => allocation.take())).toEqual(free);
          expect(() => allocation.take()).toThrow('does not have enough free addresses');
        });
      }),
      { numRuns: 30 },
    );
  });

  it('gives again what was given back', () => {
    const held = ASSIGNABLE.map((address) => [address]);
    inRegion(held, (region) => {
      region.networkInterfaces.delete('eni-700');
      region.networkInterfaces.delete('eni-300');
      const allocation = new Allocation(region, SUBNET);
      expect([allocation.take(), allocation.take()]).toEqual([ASSIGNABLE[300], ASSIGNABLE[700]]);
    });
  });

  it('refuses what is held, kept by AWS or outside', () => {
    inRegion([['10.0.4.9']], (region) => {
      const allocation = new Allocation(region, SUBNET);
      expect(() => allocation.take('10.0.4.9')).toThrow('is in use');
      expect(() => allocation.take('10.0.7.255')).toThrow('reserved');
      expect(() => allocation.take('10.0.8.1')).toThrow('does not fall within');
      expect(allocation.take('10.0.4.10')).toBe('10.0.4.10');
      expect(() => allocation.take('10.0.4.10')).toThrow('is in use');
    });
  });
});
