import { describe, expect, test } from 'vitest';
import { att, ref } from '../stack.ts';
import { RecordStacks } from './record-stacks.ts';

const stacks = new RecordStacks();

const vpc = (block = '10.0.0.0/16') => ({ Type: 'AWS::EC2::VPC', Properties: { CidrBlock: block } });
const zone = (Name = 'lab.internal', VPCs: object[] = [{ VPCId: ref('Net'), VPCRegion: 'us-east-1' }]) => ({
  Type: 'AWS::Route53::HostedZone',
  Properties: { Name, ...(VPCs.length > 0 && { VPCs }) },
});
const address = (more: object = {}) => ({
  Type: 'AWS::Route53::RecordSet',
  Properties: {
    ...{ HostedZoneId: ref('Zone'), Name: 'web.lab.internal', Type: 'A', TTL: '300', ResourceRecords: ['10.0.0.10'] },
    ...more,
  },
});

describe('a private hosted zone', () => {
  const outputs = { Ref: ref('Zone'), Id: att('Zone', 'Id') };

  test('has an id of its own, which lasts until it gets another name', async () => {
    const name = stacks.name();
    const made = await stacks.create(name, { Net: vpc(), Zone: zone() }, outputs);
    expect(made.Ref).toMatch(/^Z[A-Z0-9]{10,31}$/);
    expect(made.Id).toBe(made.Ref);
    const both = [ref('Net'), ref('Other')].map((VPCId) => ({ VPCId, VPCRegion: 'us-east-1' }));
    const wider = { Net: vpc(), Other: vpc('10.1.0.0/16'), Zone: zone('lab.internal', both) };
    expect(await stacks.update(name, wider, outputs)).toEqual(made);
    const renamed = await stacks.update(name, { ...wider, Zone: zone('other.internal', both) }, outputs);
    expect(renamed.Ref).not.toBe(made.Ref);
    await stacks.delete(name);
  });

  test('has its name to itself in its VPCs, and elsewhere not', async () => {
    await stacks.create(stacks.name(), { Net: vpc(), Zone: zone() });
    await stacks.create(stacks.name(), { Net: vpc(), Zone: zone() });
    expect(await stacks.refused({ Net: vpc(), A: zone(), B: zone('LAB.internal.') })).toMatch(
      /The VPC vpc-\w+ in region us-east-1 has already been associated with the hosted zone Z\w+ with the same domain name/,
    );
  });

  test.each([
    ['without a VPC', zone('lab.internal', []), 'does not emulate public hosted zones'],
    [
      'of a VPC that is not there',
      zone('a.b', [{ VPCId: 'vpc-0', VPCRegion: 'us-east-1' }]),
      'The VPC vpc-0 in region',
    ],
    ['of another Region', zone('a.b', [{ VPCId: ref('Net'), VPCRegion: 'eu-west-1' }]), 'in region eu-west-1'],
  ])('%s is refused', async (_, Zone, reason) => {
    expect(await stacks.refused({ Net: vpc(), Zone })).toContain(reason);
  });
});

describe('a record set', () => {
  const outputs = { Ref: ref('Web') };
  const resources = (more: object = {}) => ({ Net: vpc(), Zone: zone(), Web: address(more) });

  test('is known by its name, changes where it stands and is another under another name or type', async () => {
    const name = stacks.name();
    expect(await stacks.create(name, resources(), outputs)).toEqual({ Ref: 'web.lab.internal' });
    expect(await stacks.update(name, resources({ TTL: '60' }), outputs)).toEqual({ Ref: 'web.lab.internal' });
    const moved = { Name: 'www.lab.internal' };
    expect(await stacks.update(name, resources(moved), outputs)).toEqual({ Ref: 'www.lab.internal' });
    const v6 = { ...moved, Type: 'AAAA', ResourceRecords: ['2001:db8::1'] };
    expect(await stacks.update(name, resources(v6), outputs)).toEqual({ Ref: 'www.lab.internal' });
    // Neither the first name nor the first type is taken any more.
    const all = { ...resources(v6), Old: address(), Four: address(moved) };
    expect(await stacks.update(name, all, outputs)).toEqual({ Ref: 'www.lab.internal' });
    await stacks.delete(name);
  });

  test('names its zone by id or by name', async () => {
    const byName = { HostedZoneId: undefined, HostedZoneName: 'LAB.internal.' };
    const web = { ...address(byName), DependsOn: 'Zone' };
    await stacks.create(stacks.name(), { Net: vpc(), Zone: zone(), Web: web });
  });

  test('is there once for a type, but for those that are told apart by an identifier', async () => {
    expect(await stacks.refused({ ...resources(), Again: address({ Name: 'WEB.lab.internal.' }) })).toMatch(
      /Tried to create resource record set \[name='web.lab.internal.', type='A'\] but it already exists/,
    );
    const weighted = (SetIdentifier: string) => address({ SetIdentifier, Weight: 1 });
    await stacks.create(stacks.name(), { Net: vpc(), Zone: zone(), A: weighted('a'), B: weighted('b') });
  });

  test.each([
    ['outside its zone', { Name: 'web.example.com' }, 'web.example.com. is not permitted in zone lab.internal.'],
    ['that only ends like its zone', { Name: 'weblab.internal' }, 'weblab.internal. is not permitted'],
    ['without a value', { ResourceRecords: undefined, TTL: undefined }, 'Expected exactly one of [AliasTarget'],
    ['with both', { AliasTarget: { DNSName: 'a', HostedZoneId: 'Z1' } }, 'Expected exactly one of [AliasTarget'],
    ['of no zone', { HostedZoneId: undefined }, 'Expected exactly one of [HostedZoneId, HostedZoneName]'],
    ['of a zone that is not there', { HostedZoneId: 'Z0' }, 'No hosted zone found with ID: Z0'],
    [
      'of a name without a zone',
      { HostedZoneId: undefined, HostedZoneName: 'nope.' },
      'No hosted zones named nope. found',
    ],
  ])('%s is refused', async (_, more, reason) => {
    expect(await stacks.refused(resources(more))).toContain(reason);
  });
});
