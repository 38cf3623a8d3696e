import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import { EC2 } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalAws } from '../../../emulator/local-aws.ts';
import { att, configOf, outputsOf, ref, startStacks, statusOf } from '../stack.ts';
import { routesOf } from './local-ec2.ts';
import { attachmentIs, searched, transitGatewayOf } from './transit-gateway-lab.ts';

let aws: LocalAws;
let ec2: EC2;
let ireland: EC2;
let cloudformation: CloudFormation;
beforeAll(async () => {
  ({ aws, ec2, cloudformation } = await startStacks());
  ireland = new EC2(configOf(aws, 'eu-west-1'));
});
afterAll(() => aws.close());

const type = (name: string, Properties: object = {}, DependsOn: string[] = []) => ({
  Type: `AWS::EC2::${name}`,
  Properties,
  ...(DependsOn.length > 0 ? { DependsOn } : {}),
});
const tags = (Value: string) => ({ Tags: [{ Key: 'owner', Value }] });

/** A hub with two spokes, of the two types that AWS has for attachments; what changes on an update is an argument. */
const hub = ({
  owner = 'a',
  dns = 'enable',
  subnets = ['AppA'],
  appliance = 'disable',
  blackhole = false,
  blocks = ['10.99.0.0/24'],
  peer = {} as object,
} = {}) => ({
  Resources: {
    Hub: type('TransitGateway', {
      Description: 'hub',
      AmazonSideAsn: 64_600,
      DefaultRouteTableAssociation: 'disable',
      DefaultRouteTablePropagation: 'disable',
      DnsSupport: dns,
      TransitGatewayCidrBlocks: blocks,
      ...tags(owner),
    }),
    App: type('VPC', { CidrBlock: '10.1.0.0/16' }),
    AppA: type('Subnet', { VpcId: ref('App'), CidrBlock: '10.1.0.0/24', AvailabilityZone: 'us-east-1a' }),
    AppB: type('Subnet', { VpcId: ref('App'), CidrBlock: '10.1.1.0/24', AvailabilityZone: 'us-east-1b' }),
    Data: type('VPC', { CidrBlock: '10.2.0.0/16' }),
    DataA: type('Subnet', { VpcId: ref('Data'), CidrBlock: '10.2.0.0/24', AvailabilityZone: 'us-east-1a' }),
    ToApp: type('TransitGatewayAttachment', {
      TransitGatewayId: ref('Hub'),
      VpcId: ref('App'),
      SubnetIds: subnets.map(ref),
      Options: { ApplianceModeSupport: appliance },
      ...tags(owner),
    }),
    ToData: type('TransitGatewayVpcAttachment', {
      TransitGatewayId: att('Hub', 'Id'),
      VpcId: ref('Data'),
      SubnetIds: [ref('DataA')],
    }),
    Spokes: type('TransitGatewayRouteTable', { TransitGatewayId: ref('Hub'), ...tags('spokes') }),
    AppLooks: type('TransitGatewayRouteTableAssociation', {
      TransitGatewayRouteTableId: ref('Spokes'),
      TransitGatewayAttachmentId: ref('ToApp'),
    }),
    DataKnown: type('TransitGatewayRouteTablePropagation', {
      TransitGatewayRouteTableId: att('Spokes', 'TransitGatewayRouteTableId'),
      TransitGatewayAttachmentId: att('ToData', 'Id'),
    }),
    Rest: type('TransitGatewayRoute', {
      TransitGatewayRouteTableId: ref('Spokes'),
      DestinationCidrBlock: '10.0.0.0/8',
      ...(blackhole ? { Blackhole: true } : { TransitGatewayAttachmentId: ref('ToData') }),
    }),
    Table: type('RouteTable', { VpcId: ref('App') }),
    Out: type(
      'Route',
      { RouteTableId: ref('Table'), DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId: ref('Hub') },
      ['ToApp'],
    ),
    ...peer,
  },
  Outputs: Object.fromEntries(
    Object.entries({
      Hub: ref('Hub'),
      Arn: att('Hub', 'TransitGatewayArn'),
      ToApp: ref('ToApp'),
      ToData: ref('ToData'),
      Spokes: ref('Spokes'),
      AppLooks: ref('AppLooks'),
      DataKnown: ref('DataKnown'),
      Rest: ref('Rest'),
      Table: ref('Table'),
      AppA: ref('AppA'),
      AppB: ref('AppB'),
      App: ref('App'),
      Data: ref('Data'),
      ...('Peering' in peer && { Peering: ref('Peering'), PeeringState: att('Peering', 'State') }),
    }).map(([name, Value]) => [name, { Value }]),
  ),
});

async function deploy(StackName: string, template: object): Promise<Record<string, string>> {
  await cloudformation.createStack({ StackName, TemplateBody: JSON.stringify(template) });
  expect(await statusOf(cloudformation, StackName)).toBe('CREATE_COMPLETE');
  return outputsOf(cloudformation, StackName);
}

async function update(StackName: string, template: object): Promise<Record<string, string>> {
  await cloudformation.updateStack({ StackName, TemplateBody: JSON.stringify(template) });
  expect(await statusOf(cloudformation, StackName)).toBe('UPDATE_COMPLETE');
  return outputsOf(cloudformation, StackName);
}

async function takeDown(StackName: string): Promise<void> {
  const { StackId = '' } = (await cloudformation.describeStacks({ StackName })).Stacks?.[0] ?? {};
  await cloudformation.deleteStack({ StackName });
  expect(await statusOf(cloudformation, StackId)).toMatch(/^DELETE_COMPLETE/);
}

const ownTags = (list: { Key?: string | undefined; Value?: string | undefined }[] = []) =>
  list.filter(({ Key }) => Key === 'owner').map(({ Value }) => Value);

describe('a hub and its spokes in a template', () => {
  test('are made', async () => {
    const made = await deploy('made', hub());
    expect(made).toMatchObject({
      Arn: expect.stringMatching(/:transit-gateway\/tgw-/),
      ToApp: expect.stringMatching(/^tgw-attach-/),
      AppLooks: `${made.Spokes}|${made.ToApp}`,
      DataKnown: `${made.Spokes}|${made.ToData}`,
      Rest: `${made.Spokes}|10.0.0.0/8`,
    });
    expect(await searched(ec2, made.Spokes ?? '')).toEqual([
      `10.0.0.0/8 static active ${made.Data}`,
      `10.2.0.0/16 propagated active ${made.Data}`,
    ]);
    expect(await routesOf(ec2, made.Table ?? '')).toContain(`10.0.0.0/8 -> ${made.Hub} (active)`);
    const { TransitGateways } = await ec2.describeTransitGateways({ TransitGatewayIds: [made.Hub ?? ''] });
    expect(TransitGateways).toMatchObject([
      { Description: 'hub', Options: { AmazonSideAsn: 64_600, TransitGatewayCidrBlocks: ['10.99.0.0/24'] } },
    ]);
    await takeDown('made');
    const { TransitGatewayAttachments } = await ec2.describeTransitGatewayAttachments({});
    expect(TransitGatewayAttachments?.map(({ State }) => State)).toEqual(['deleted', 'deleted']);
  });

  test('are changed in place where AWS changes them in place', async () => {
    const made = await deploy('changed', hub());
    const change = { owner: 'b', dns: 'disable', subnets: ['AppB'], appliance: 'enable', blocks: ['10.98.0.0/24'] };
    const changed = await update('changed', hub(change));
    expect(changed).toEqual(made);
    const { TransitGateways } = await ec2.describeTransitGateways({ TransitGatewayIds: [made.Hub ?? ''] });
    expect(TransitGateways).toMatchObject([
      { Options: { DnsSupport: 'disable', AmazonSideAsn: 64_600, TransitGatewayCidrBlocks: ['10.98.0.0/24'] } },
    ]);
    expect(ownTags(TransitGateways?.[0]?.Tags)).toEqual(['b']);
    const described = await ec2.describeTransitGatewayVpcAttachments(attachmentIs(made.ToApp ?? ''));
    const [attachment] = described.TransitGatewayVpcAttachments ?? [];
    expect(attachment).toMatchObject({ SubnetIds: [made.AppB], Options: { ApplianceModeSupport: 'enable' } });
    expect(ownTags(attachment?.Tags)).toEqual(['b']);
    await update('changed', hub({ ...change, appliance: 'disable' }));
    await takeDown('changed');
  });

  test('are replaced where AWS replaces them; a route to the same block stands in its own way', async () => {
    await deploy('replaced', hub());
    await cloudformation.updateStack({
      StackName: 'replaced',
      TemplateBody: JSON.stringify(hub({ blackhole: true })),
    });
    expect(await statusOf(cloudformation, 'replaced')).toMatch(
      /^UPDATE_ROLLBACK_COMPLETE\nRest: .*Route 10\.0\.0\.0\/8 already exists in Transit Gateway Route Table/,
    );
    await takeDown('replaced');
  });

  test('are taken down whatever was taken away by hand', async () => {
    const made = await deploy('tampered', hub());
    const attachment = { TransitGatewayAttachmentId: made.ToData ?? '' };
    const table = { TransitGatewayRouteTableId: made.Spokes ?? '' };
    await ec2.deleteTransitGatewayRoute({ ...table, DestinationCidrBlock: '10.0.0.0/8' });
    await ec2.disassociateTransitGatewayRouteTable({ ...table, TransitGatewayAttachmentId: made.ToApp ?? '' });
    await ec2.disableTransitGatewayRouteTablePropagation({ ...table, ...attachment });
    await ec2.deleteTransitGatewayVpcAttachment(attachment);
    await ec2.deleteTransitGatewayRouteTable(table);
    await takeDown('tampered');
  });

  test('fail by name for what the gateway cannot do', async () => {
    const Resources = { Hub: type('TransitGateway', { EncryptionSupport: 'enable' }) };
    await cloudformation.createStack({ StackName: 'sealed', TemplateBody: JSON.stringify({ Resources }) });
    expect(await statusOf(cloudformation, 'sealed')).toMatch(/^ROLLBACK_COMPLETE\nHub: .*EncryptionSupport/);
  });
});

describe('a peering in a template', () => {
  const peering = (PeerTransitGatewayId: string, owner = 'a') => ({
    Peering: type('TransitGatewayPeeringAttachment', {
      TransitGatewayId: ref('Hub'),
      PeerTransitGatewayId,
      PeerAccountId: { Ref: 'AWS::AccountId' },
      PeerRegion: 'eu-west-1',
      ...tags(owner),
    }),
  });

  test('is made, waits to be accepted, is tagged anew and deleted', async () => {
    const far = await transitGatewayOf(ireland);
    const made = await deploy('peered', hub({ peer: peering(far.id) }));
    expect(made).toMatchObject({ Peering: expect.stringMatching(/^tgw-attach-/), PeeringState: 'pendingAcceptance' });
    const TransitGatewayAttachmentId = made.Peering ?? '';
    await ireland.acceptTransitGatewayPeeringAttachment({ TransitGatewayAttachmentId });
    await update('peered', hub({ peer: peering(far.id, 'b') }));
    const described = await ec2.describeTransitGatewayPeeringAttachments(attachmentIs(TransitGatewayAttachmentId));
    expect(described.TransitGatewayPeeringAttachments).toMatchObject([{ State: 'available' }]);
    expect(ownTags(described.TransitGatewayPeeringAttachments?.[0]?.Tags)).toEqual(['b']);
    await takeDown('peered');
  });

  test('to nothing fails the stack', async () => {
    const template = hub({ peer: peering('tgw-0123456789abcdef0') });
    await cloudformation.createStack({ StackName: 'lost', TemplateBody: JSON.stringify(template) });
    expect(await statusOf(cloudformation, 'lost')).toMatch(/^ROLLBACK_COMPLETE\n.*Peering: [^\n]*is in state failed/s);
  });
});
