import type { CreateNetworkAclEntryRequest, NetworkAcl } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ec2Lab, refusal, startEc2Lab } from './lab.ts';
import { inVpc, subnetOf, vpcOf } from './local-ec2.ts';

let lab: Ec2Lab;

beforeAll(async () => {
  lab = await startEc2Lab();
});

afterAll(() => lab.close());

const aclsOf = async (vpcId: string): Promise<NetworkAcl[]> =>
  (await lab.ec2.describeNetworkAcls(inVpc(vpcId))).NetworkAcls ?? [];

const newAcl = async (VpcId = lab.vpcId): Promise<NetworkAcl> =>
  (await lab.ec2.createNetworkAcl({ VpcId })).NetworkAcl ?? {};

const aclNamed = async (id: string | undefined): Promise<NetworkAcl> =>
  (await lab.ec2.describeNetworkAcls({ NetworkAclIds: [id ?? ''] })).NetworkAcls?.[0] ?? {};

/** Entries as `in 100 allow 6 80-80 from 0.0.0.0/0`. */
const inWords = ({ Entries = [] }: NetworkAcl) =>
  Entries.map(({ Egress, RuleNumber, RuleAction, Protocol, PortRange, CidrBlock, Ipv6CidrBlock }) => {
    const ports = PortRange ? ` ${PortRange.From}-${PortRange.To}` : '';
    return `${Egress ? 'out' : 'in'} ${RuleNumber} ${RuleAction} ${Protocol}${ports} ${CidrBlock ?? Ipv6CidrBlock}`;
  });

const http = (NetworkAclId: string | undefined, rest: Partial<CreateNetworkAclEntryRequest> = {}) => ({
  NetworkAclId,
  RuleNumber: 100,
  Protocol: '6',
  RuleAction: 'allow' as const,
  Egress: false,
  CidrBlock: '0.0.0.0/0',
  PortRange: { From: 80, To: 80 },
  ...rest,
});

describe('the default network ACL', () => {
  it('lets all through and has every new subnet', async () => {
    const [acl] = await aclsOf(lab.vpcId);
    expect(acl?.IsDefault).toBe(true);
    expect(acl?.Associations?.map((each) => each.SubnetId)).toEqual(lab.subnets);
    expect(inWords(acl ?? {})).toEqual([
      'out 100 allow -1 0.0.0.0/0',
      'out 32767 deny -1 0.0.0.0/0',
      'in 100 allow -1 0.0.0.0/0',
      'in 32767 deny -1 0.0.0.0/0',
    ]);
  });

  it('has entries for IPv6 where the VPC has a block', async () => {
    const { Vpc } = await lab.ec2.createVpc({ CidrBlock: '10.9.0.0/16', AmazonProvidedIpv6CidrBlock: true });
    const [acl] = await aclsOf(Vpc?.VpcId ?? '');
    expect(inWords(acl ?? {}).filter((each) => each.startsWith('in'))).toEqual([
      'in 100 allow -1 0.0.0.0/0',
      'in 101 allow -1 ::/0',
      'in 32767 deny -1 0.0.0.0/0',
      'in 32768 deny -1 ::/0',
    ]);
  });

  it('cannot be deleted', async () => {
    const NetworkAclId = (await aclsOf(lab.vpcId)).find((each) => each.IsDefault)?.NetworkAclId;
    expect(await refusal(lab.ec2.deleteNetworkAcl({ NetworkAclId }))).toBe(
      `InvalidParameterValue: cannot delete default network ACL ${NetworkAclId}`,
    );
  });
});

describe('entries', () => {
  it('are created, replaced and deleted one by one, each direction on its own', async () => {
    const { NetworkAclId } = await newAcl();
    await lab.ec2.createNetworkAclEntry(http(NetworkAclId));
    await lab.ec2.createNetworkAclEntry(http(NetworkAclId, { Egress: true, CidrBlock: '10.1.2.3/16' }));
    await lab.ec2.createNetworkAclEntry(http(NetworkAclId, { RuleNumber: 90, Protocol: '-1', RuleAction: 'deny' }));
    expect(inWords(await aclNamed(NetworkAclId))).toEqual([
      'out 100 allow 6 80-80 10.1.0.0/16',
      'out 32767 deny -1 0.0.0.0/0',
      'in 90 deny -1 0.0.0.0/0',
      'in 100 allow 6 80-80 0.0.0.0/0',
      'in 32767 deny -1 0.0.0.0/0',
    ]);
    await lab.ec2.replaceNetworkAclEntry(http(NetworkAclId, { PortRange: { From: 443, To: 443 } }));
    await lab.ec2.deleteNetworkAclEntry({ NetworkAclId, RuleNumber: 100, Egress: true });
    await lab.ec2.deleteNetworkAclEntry({ NetworkAclId, RuleNumber: 90, Egress: false });
    expect(inWords(await aclNamed(NetworkAclId))).toEqual([
      'out 32767 deny -1 0.0.0.0/0',
      'in 100 allow 6 443-443 0.0.0.0/0',
      'in 32767 deny -1 0.0.0.0/0',
    ]);
  });

  it('refuse a number that is taken, and one that is not there', async () => {
    const { NetworkAclId } = await newAcl();
    await lab.ec2.createNetworkAclEntry(http(NetworkAclId));
    expect(await refusal(lab.ec2.createNetworkAclEntry(http(NetworkAclId)))).toBe(
      'NetworkAclEntryAlreadyExists: The network acl entry identified by 100 already exists.',
    );
    const absent = { NetworkAclId, RuleNumber: 100, Egress: true };
    expect(await refusal(lab.ec2.deleteNetworkAclEntry(absent))).toContain('InvalidNetworkAclEntry.NotFound');
    expect(await refusal(lab.ec2.replaceNetworkAclEntry(http(NetworkAclId, { RuleNumber: 1 })))).toContain(
      'InvalidNetworkAclEntry.NotFound',
    );
  });

  it.each([
    [{ RuleNumber: 0 }, 'InvalidParameterValue'],
    [{ RuleNumber: 32767 }, 'InvalidParameterValue'],
    [{ CidrBlock: '10.0.0.0' }, 'InvalidParameterValue'],
    [{ CidrBlock: undefined, Ipv6CidrBlock: '10.0.0.0/8' }, 'InvalidParameterValue'],
    [{ CidrBlock: undefined }, 'MissingParameter'],
    [{ PortRange: undefined }, 'MissingParameter'],
    [{ PortRange: { From: 90, To: 80 } }, 'InvalidParameterValue'],
    [{ Protocol: '1' }, 'MissingParameter'],
    [{ Protocol: 'tpc' }, 'InvalidParameterValue'],
  ])('refuse %j', async (wrong, code) => {
    const { NetworkAclId } = await newAcl();
    expect(await refusal(lab.ec2.createNetworkAclEntry(http(NetworkAclId, wrong)))).toContain(`${code}: `);
  });

  it('are at most twenty for one direction', async () => {
    const { NetworkAclId } = await newAcl();
    for (let RuleNumber = 1; RuleNumber <= 20; RuleNumber++) {
      await lab.ec2.createNetworkAclEntry(http(NetworkAclId, { RuleNumber }));
    }
    expect(await refusal(lab.ec2.createNetworkAclEntry(http(NetworkAclId, { RuleNumber: 21 })))).toContain(
      'NetworkAclEntryLimitExceeded',
    );
    await lab.ec2.createNetworkAclEntry(http(NetworkAclId, { Egress: true }));
  });
});

describe('ReplaceNetworkAclAssociation', () => {
  it('moves a subnet, so that it always has exactly one', async () => {
    const vpcId = await vpcOf(lab.ec2, '10.5.0.0/16');
    const subnetId = await subnetOf(lab.ec2, vpcId, '10.5.0.0/24');
    const [before] = await aclsOf(vpcId);
    const { NetworkAclId } = await newAcl(vpcId);
    const AssociationId = before?.Associations?.[0]?.NetworkAclAssociationId;
    const { NewAssociationId } = await lab.ec2.replaceNetworkAclAssociation({ AssociationId, NetworkAclId });
    expect(NewAssociationId).not.toBe(AssociationId);
    expect((await aclsOf(vpcId)).map((each) => each.Associations?.map(({ SubnetId }) => SubnetId))).toEqual([
      [],
      [subnetId],
    ]);
    expect(await refusal(lab.ec2.deleteNetworkAcl({ NetworkAclId }))).toBe(
      `DependencyViolation: The networkAcl '${NetworkAclId}' has dependencies and cannot be deleted.`,
    );
    expect(await refusal(lab.ec2.replaceNetworkAclAssociation({ AssociationId, NetworkAclId }))).toBe(
      `InvalidAssociationID.NotFound: The association ID '${AssociationId}' does not exist`,
    );
    await lab.ec2.deleteSubnet({ SubnetId: subnetId });
    await lab.ec2.deleteNetworkAcl({ NetworkAclId });
    expect(await refusal(lab.ec2.deleteNetworkAcl({ NetworkAclId }))).toBe(
      `InvalidNetworkAclID.NotFound: The networkAcl ID '${NetworkAclId}' does not exist`,
    );
  });

  it('stays within one VPC', async () => {
    const { NetworkAclId } = await newAcl(await vpcOf(lab.ec2, '10.6.0.0/16'));
    const AssociationId = (await aclsOf(lab.vpcId))[0]?.Associations?.[0]?.NetworkAclAssociationId;
    expect(await refusal(lab.ec2.replaceNetworkAclAssociation({ AssociationId, NetworkAclId }))).toContain(
      'belong to different networks',
    );
  });
});

describe('in templates', () => {
  it('a network ACL, its entries and its association come and go', async () => {
    const [acl, entry, association] = ['NetworkAcl', 'NetworkAclEntry', 'SubnetNetworkAclAssociation'].map((name) =>
      lab.template(`AWS::EC2::${name}`),
    ) as [ReturnType<Ec2Lab['template']>, ReturnType<Ec2Lab['template']>, ReturnType<Ec2Lab['template']>];
    const NetworkAclId = acl.create({ VpcId: lab.vpcId, Tags: [{ Key: 'Name', Value: 'web' }] });
    const properties = {
      ...{ NetworkAclId, RuleNumber: 100, Protocol: 6, RuleAction: 'allow', CidrBlock: '0.0.0.0/0' },
      PortRange: { From: 80, To: 80 },
    };
    const entryId = entry.create(properties);
    entry.update(entryId, { ...properties, PortRange: { From: 443, To: 443 } }, properties);
    const wanted = { NetworkAclId, SubnetId: lab.subnets[1] };
    const associationId = association.create(wanted);
    expect(association.attributes(associationId)).toEqual({ AssociationId: associationId });
    const made = await aclNamed(NetworkAclId);
    expect(inWords(made)[1]).toBe('in 100 allow 6 443-443 0.0.0.0/0');
    expect(made.Associations?.map(({ SubnetId }) => SubnetId)).toEqual([lab.subnets[1]]);
    association.delete(associationId, wanted);
    entry.delete(entryId, properties);
    entry.delete(entryId, properties);
    acl.delete(NetworkAclId, {});
    const [standard] = await aclsOf(lab.vpcId);
    expect(standard?.Associations?.map(({ SubnetId }) => SubnetId)).toContain(lab.subnets[1]);
  });
});
