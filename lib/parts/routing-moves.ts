import * as ec2 from '@aws-sdk/client-ec2';
import { ROLE_TAG } from '../place.ts';
import type { Lab } from '../scenario.ts';
import {
  blocks,
  createGroup,
  describeInstance,
  interfaceOf,
  type Ports,
  setSourceDestCheck,
  tcpPorts,
} from './moves.ts';
import { ANYWHERE } from './vpc.ts';

/** Where a route can lead. */
export type Target = Pick<
  ec2.CreateRouteCommandInput,
  'GatewayId' | 'NatGatewayId' | 'NetworkInterfaceId' | 'VpcPeeringConnectionId' | 'TransitGatewayId'
>;

/** Adds a route to a table: for everything, unless a block of addresses is given. */
export async function addRoute(
  { ec2: client }: Lab,
  RouteTableId: string,
  target: Target,
  block = ANYWHERE,
): Promise<void> {
  await client.send(new ec2.CreateRouteCommand({ RouteTableId, DestinationCidrBlock: block, ...target }));
}

/** Sends what a table has a route for another way. */
export async function replaceRoute(
  { ec2: client }: Lab,
  RouteTableId: string,
  target: Target,
  block = ANYWHERE,
): Promise<void> {
  await client.send(new ec2.ReplaceRouteCommand({ RouteTableId, DestinationCidrBlock: block, ...target }));
}

/** Makes a route table with a default route, and answers its id. */
export async function createTable(lab: Lab, VpcId: string, target: Target): Promise<string> {
  const { RouteTable } = await lab.ec2.send(new ec2.CreateRouteTableCommand({ VpcId }));
  const id = RouteTable?.RouteTableId ?? '';
  await addRoute(lab, id, target);
  return id;
}

/** Gives a subnet another route table, whether it had one of its own or the main one. */
export async function useTable({ ec2: client }: Lab, SubnetId: string, RouteTableId: string): Promise<void> {
  const Filters = [{ Name: 'association.subnet-id', Values: [SubnetId] }];
  const { RouteTables } = await client.send(new ec2.DescribeRouteTablesCommand({ Filters }));
  const own = RouteTables?.[0]?.Associations?.find((each) => each.SubnetId === SubnetId);
  if (!own) await client.send(new ec2.AssociateRouteTableCommand({ SubnetId, RouteTableId }));
  else {
    const AssociationId = own.RouteTableAssociationId;
    await client.send(new ec2.ReplaceRouteTableAssociationCommand({ AssociationId, RouteTableId }));
  }
}

/** The id of a VPC's main route table. */
export async function mainTable({ ec2: client }: Lab, vpc: string): Promise<string> {
  const Filters = [
    { Name: 'vpc-id', Values: [vpc] },
    { Name: 'association.main', Values: ['true'] },
  ];
  const { RouteTables } = await client.send(new ec2.DescribeRouteTablesCommand({ Filters }));
  return RouteTables?.[0]?.RouteTableId ?? '';
}

/** The allocation id of a new Elastic IP address. */
async function allocateAddress({ ec2: client }: Lab): Promise<string> {
  const { AllocationId } = await client.send(new ec2.AllocateAddressCommand({ Domain: 'vpc' }));
  return AllocationId ?? '';
}

/** Gives an instance a public address. */
export async function giveAddress(lab: Lab, InstanceId: string): Promise<void> {
  const AllocationId = await allocateAddress(lab);
  await lab.ec2.send(new ec2.AssociateAddressCommand({ AllocationId, InstanceId }));
}

/** Makes a NAT gateway, zonal when a subnet is named, and waits until it can be routed to. */
export async function createNatGateway({ ec2: client }: Lab, input: ec2.CreateNatGatewayCommandInput): Promise<string> {
  const { NatGateway } = await client.send(new ec2.CreateNatGatewayCommand(input));
  const id = NatGateway?.NatGatewayId ?? '';
  await ec2.waitUntilNatGatewayAvailable({ client, maxWaitTime: 600 }, { NatGatewayIds: [id] });
  return id;
}

/** Makes a public NAT gateway in a subnet, with an Elastic IP address of its own. */
export async function createPublicNatGateway(lab: Lab, SubnetId: string): Promise<string> {
  return createNatGateway(lab, { SubnetId, AllocationId: await allocateAddress(lab) });
}

const masquerade = (blocks: readonly string[]) => `#!/bin/bash
dnf install -y nftables
sysctl -w net.ipv4.ip_forward=1
nft add table ip nat
nft 'add chain ip nat postrouting { type nat hook postrouting priority srcnat; }'
nft add rule ip nat postrouting ip saddr { ${blocks.join(', ')} } masquerade
`;

/** A NAT instance that is to be launched. */
export interface NatInstance {
  readonly vpc: string;
  readonly subnet: string;
  /** The instance whose image and type it takes. */
  readonly like: string;
  /** The blocks that it translates. */
  readonly translates: readonly string[];
  /** The blocks that its security group lets in, on `ports`; those that it translates, on 443, unless others are given. */
  readonly admits?: readonly string[];
  readonly ports?: Ports;
  readonly checksSource?: boolean;
}

/** Launches a NAT instance with a public address and answers its network interface. */
export async function launchNatInstance(lab: Lab, nat: NatInstance): Promise<string> {
  const { vpc, translates, admits = translates, ports = tcpPorts(443), checksSource = false } = nat;
  const group = await createGroup(lab, { name: 'nat', vpc, ports, peer: blocks(...admits) });
  const UserData = masquerade(translates);
  const id = await launchLike(lab, nat.like, { subnet: nat.subnet, groups: [group], UserData });
  if (!checksSource) await setSourceDestCheck(lab, id, false);
  return interfaceOf(lab, id);
}

/** Launches an instance of another's image and type in a subnet, with a public address unless told otherwise. */
export async function launchLike(
  lab: Lab,
  like: string,
  {
    subnet,
    groups,
    UserData,
    role,
    isPublic = true,
  }: { subnet: string; groups: string[]; UserData?: string; role?: string; isPublic?: boolean },
): Promise<string> {
  const { ImageId, InstanceType } = await describeInstance(lab, like);
  const { Instances } = await lab.ec2.send(
    new ec2.RunInstancesCommand({
      ImageId,
      InstanceType,
      MinCount: 1,
      MaxCount: 1,
      NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: subnet, Groups: groups, AssociatePublicIpAddress: isPublic }],
      UserData: UserData && Buffer.from(UserData).toString('base64'),
      TagSpecifications: role ? [{ ResourceType: 'instance', Tags: [{ Key: ROLE_TAG, Value: role }] }] : undefined,
    }),
  );
  const id = Instances?.[0]?.InstanceId ?? '';
  await ec2.waitUntilInstanceRunning({ client: lab.ec2, maxWaitTime: 300 }, { InstanceIds: [id] });
  return id;
}

/** Terminates an instance and waits until it is gone. */
export async function terminate({ ec2: client }: Lab, id: string): Promise<void> {
  await client.send(new ec2.TerminateInstancesCommand({ InstanceIds: [id] }));
  await ec2.waitUntilInstanceTerminated({ client, maxWaitTime: 600 }, { InstanceIds: [id] });
}
