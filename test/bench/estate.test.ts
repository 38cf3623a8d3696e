import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as ec2 from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeEstate } from '../../bench/estate.ts';
import { readEstate } from '../../bench/reach/read.ts';
import type { Account } from '../../lib/account/types.ts';
import { holds, parseAddress, parseCidr } from '../../lib/network/address.ts';

const SIZE = { interfaces: 5000, seed: 7 };

let folder: string;
let account: Account;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'breakfix-estate-'));
  writeEstate(folder, SIZE);
  account = await readEstate(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');
const share = <T>(all: readonly T[], is: (one: T) => unknown) => all.filter(is).length / all.length;

describe('an estate', () => {
  test('is the same for the same seed', () => {
    const again = mkdtempSync(join(tmpdir(), 'breakfix-estate-'));
    writeEstate(again, SIZE);
    expect(readdirSync(again)).toEqual(readdirSync(folder));
    for (const file of readdirSync(again))
      expect(readFileSync(join(again, file), 'utf8') === textOf(file), file).toBe(true);
    rmSync(again, { recursive: true });
  });

  test('is written as the AWS CLI prints it', () => {
    for (const file of readdirSync(folder)) {
      expect(textOf(file) === `${JSON.stringify(JSON.parse(textOf(file)), null, 4)}\n`, file).toBe(true);
    }
  });

  test('has as many of everything as it says', () => {
    expect(account.NetworkInterfaces).toHaveLength(5000);
    expect(account.Vpcs).toHaveLength(10);
    expect(account.Subnets).toHaveLength(100);
    expect(account.SecurityGroups).toHaveLength(150);
    expect(account.TransitGateways).toHaveLength(1);
  });

  test('names nothing that is not there', () => {
    const groups = new Set(account.SecurityGroups.map((each) => each.GroupId));
    const subnets = new Map(account.Subnets.map((each) => [each.SubnetId, each]));
    const instances = new Map(account.Instances.map((each) => [each.InstanceId, each]));
    const nics = account.NetworkInterfaces;
    expect(new Set(nics.map((each) => each.NetworkInterfaceId)).size).toBe(5000);
    expect(nics.filter((nic) => subnets.get(nic.SubnetId)?.VpcId !== nic.VpcId)).toEqual([]);
    expect(nics.filter((nic) => nic.Groups?.some(({ GroupId }) => !groups.has(GroupId)))).toEqual([]);
    expect(nics.filter((nic) => !isInside(nic, subnets.get(nic.SubnetId)))).toEqual([]);
    expect(nics.filter((nic) => !isKnownTo(instances.get(nic.Attachment?.InstanceId), nic))).toEqual([]);
    const pairs = permissions(account.SecurityGroups).flatMap(({ UserIdGroupPairs = [] }) => UserIdGroupPairs);
    expect(pairs.filter(({ GroupId }) => !groups.has(GroupId))).toEqual([]);
  });

  test('gives no address twice', () => {
    const inside = account.NetworkInterfaces.flatMap((nic) =>
      (nic.PrivateIpAddresses ?? []).map((each) => `${nic.VpcId} ${each.PrivateIpAddress}`),
    );
    const outside = account.NetworkInterfaces.flatMap((nic) => nic.Association?.PublicIp ?? []);
    expect(new Set(inside).size).toBe(inside.length);
    expect(new Set(outside).size).toBe(outside.length);
  });

  test('is about as open and as filtered as its description says', () => {
    const rules = permissions(account.SecurityGroups).flatMap((each) => [
      ...(each.UserIdGroupPairs ?? []).map(() => 'group'),
      ...(each.PrefixListIds ?? []).map(() => 'list'),
      ...[...(each.IpRanges ?? []), ...(each.Ipv6Ranges ?? [])].map(() => 'block'),
    ]);
    const { NetworkInterfaces: nics } = account;
    expectBetween(10, rules.length / account.SecurityGroups.length, 14);
    expectBetween(
      0.33,
      share(rules, (rule) => rule === 'group'),
      0.45,
    );
    expectBetween(
      0.06,
      share(nics, (nic) => nic.Association),
      0.1,
    );
    expectBetween(
      0.01,
      share(nics, (nic) => nic.Ipv6Addresses?.length),
      0.12,
    );
    expectBetween(
      0.55,
      share(nics, (nic) => nic.Attachment?.InstanceId),
      0.7,
    );
    const custom = account.NetworkAcls.filter((acl) => !acl.IsDefault);
    expectBetween(0.1, custom.flatMap((acl) => acl.Associations ?? []).length / account.Subnets.length, 0.4);
    expect(account.Instances.some((each) => each.State?.Name === 'stopped')).toBe(true);
    expect(account.RouteTables.some((table) => table.Routes?.some((route) => route.State === 'blackhole'))).toBe(true);
  });
});

const permissions = (groups: readonly ec2.SecurityGroup[]): ec2.IpPermission[] =>
  groups.flatMap((group) => [...(group.IpPermissions ?? []), ...(group.IpPermissionsEgress ?? [])]);

function expectBetween(least: number, found: number, most: number): void {
  expect(found).toBeGreaterThan(least);
  expect(found).toBeLessThan(most);
}

/** Whether all private addresses of an interface lie in a subnet. */
function isInside({ PrivateIpAddresses = [] }: ec2.NetworkInterface, subnet: ec2.Subnet | undefined): boolean {
  const block = parseCidr(subnet?.CidrBlock ?? '');
  const addresses = PrivateIpAddresses.map((each) => parseAddress(each.PrivateIpAddress ?? ''));
  return block !== undefined && addresses.every((address) => address && holds(block, address));
}

/** Whether the instance that an interface says it is attached to says the same; an interface of a service names none. */
function isKnownTo(
  instance: ec2.Instance | undefined,
  { NetworkInterfaceId, Attachment }: ec2.NetworkInterface,
): boolean {
  if (!Attachment?.InstanceId) return true;
  return instance?.NetworkInterfaces?.some((each) => each.NetworkInterfaceId === NetworkInterfaceId) ?? false;
}
