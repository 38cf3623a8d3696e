import * as ec2 from '@aws-sdk/client-ec2';
import {
  allowIn,
  blocks,
  createGroup,
  describeInstance,
  EVERYTHING,
  interfaceOf,
  type Ports,
  setSourceDestCheck,
  tcpPorts,
} from '../../lib/parts/moves.ts';
import { ANYWHERE } from '../../lib/parts/vpc.ts';
import { ROLE_TAG } from '../../lib/place.ts';
import type { Lab } from '../../lib/scenario.ts';

type CaseLab = Lab<
  'vpc' | 'publicA' | 'privateA' | 'privateRouteTable' | 'publicRouteTable' | 'batch' | 'batchSecurityGroup'
>;

/** Where a default route can lead. */
type Target = Pick<ec2.CreateRouteCommandInput, 'GatewayId' | 'NatGatewayId' | 'NetworkInterfaceId'>;

/** Sends everything that leaves the private subnet to a target. */
export async function routeEverythingTo(lab: CaseLab, target: Target): Promise<void> {
  await routeTo(lab, ANYWHERE, target);
}

/** Sends what leaves the private subnet for a block of addresses to a target. */
export async function routeTo(lab: CaseLab, DestinationCidrBlock: string, target: Target): Promise<void> {
  const RouteTableId = lab.id('privateRouteTable');
  await lab.ec2.send(new ec2.CreateRouteCommand({ RouteTableId, DestinationCidrBlock, ...target }));
}

/** Makes a NAT gateway, zonal when a subnet is named, and waits until it can be routed to. */
export async function createNatGateway(lab: CaseLab, input: ec2.CreateNatGatewayCommandInput): Promise<string> {
  const { NatGateway } = await lab.ec2.send(new ec2.CreateNatGatewayCommand(input));
  const id = NatGateway?.NatGatewayId ?? '';
  await ec2.waitUntilNatGatewayAvailable({ client: lab.ec2, maxWaitTime: 600 }, { NatGatewayIds: [id] });
  return id;
}

/** Makes a public NAT gateway in a subnet, with an Elastic IP address of its own. */
export async function createPublicNatGateway(lab: CaseLab, place: 'publicA' | 'privateA'): Promise<string> {
  return createNatGateway(lab, { SubnetId: lab.id(place), AllocationId: await allocateAddress(lab) });
}

/** The allocation id of a new Elastic IP address. */
async function allocateAddress(lab: CaseLab): Promise<string> {
  const { AllocationId } = await lab.ec2.send(new ec2.AllocateAddressCommand({ Domain: 'vpc' }));
  return AllocationId ?? '';
}

/** Gives the batch server a public address. */
export async function addressBatch(lab: CaseLab): Promise<void> {
  const AllocationId = await allocateAddress(lab);
  await lab.ec2.send(new ec2.AssociateAddressCommand({ AllocationId, InstanceId: lab.id('batch') }));
}

/** The internet gateway, as the public route table names it. */
export async function internetGateway(lab: CaseLab): Promise<string> {
  const RouteTableIds = [lab.id('publicRouteTable')];
  const { RouteTables } = await lab.ec2.send(new ec2.DescribeRouteTablesCommand({ RouteTableIds }));
  return RouteTables?.[0]?.Routes?.find((route) => route.DestinationCidrBlock === ANYWHERE)?.GatewayId ?? '';
}

/** Lets the whole world in, as far as the security group of the batch server is concerned. */
export async function admitTheWorld(lab: CaseLab): Promise<void> {
  await allowIn(lab, lab.id('batchSecurityGroup'), EVERYTHING, blocks(ANYWHERE));
}

const masquerade = (block: string) => `#!/bin/bash
dnf install -y nftables
sysctl -w net.ipv4.ip_forward=1
nft add table ip nat
nft 'add chain ip nat postrouting { type nat hook postrouting priority srcnat; }'
nft add rule ip nat postrouting ip saddr ${block} masquerade
`;

/** Launches a NAT instance in the public subnet and returns its network interface. */
export async function launchNatInstance(
  lab: CaseLab,
  { admits, checksSource, ports = tcpPorts(443) }: { admits: string; checksSource: boolean; ports?: Ports },
): Promise<string> {
  const peer = blocks(admits);
  const group = await createGroup(lab, { name: 'nat', vpc: lab.id('vpc'), ports, peer });
  const nat = await launch(lab, { Groups: [group], UserData: masquerade(`${lab.terms.net}.10.0/24`) });
  if (!checksSource) await setSourceDestCheck(lab, nat, false);
  return interfaceOf(lab, nat);
}

/** Replaces the batch server by one in the public subnet that has a public address and plays the same role. */
export async function moveToPublicSubnet(lab: CaseLab): Promise<void> {
  const old = lab.id('batch');
  await launch(lab, { Groups: [lab.id('batchSecurityGroup')], role: 'batch' });
  await lab.ec2.send(new ec2.TerminateInstancesCommand({ InstanceIds: [old] }));
  await ec2.waitUntilInstanceTerminated({ client: lab.ec2, maxWaitTime: 600 }, { InstanceIds: [old] });
}

/** Launches an instance like the batch server in the public subnet, with a public address. */
async function launch(
  lab: CaseLab,
  { Groups, UserData, role }: { Groups: string[]; UserData?: string; role?: string },
): Promise<string> {
  const { ImageId, InstanceType } = await describeInstance(lab, lab.id('batch'));
  const { Instances } = await lab.ec2.send(
    new ec2.RunInstancesCommand({
      ImageId,
      InstanceType,
      MinCount: 1,
      MaxCount: 1,
      NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: lab.id('publicA'), Groups, AssociatePublicIpAddress: true }],
      UserData: UserData && Buffer.from(UserData).toString('base64'),
      TagSpecifications: role ? [{ ResourceType: 'instance', Tags: [{ Key: ROLE_TAG, Value: role }] }] : undefined,
    }),
  );
  const id = Instances?.[0]?.InstanceId ?? '';
  await ec2.waitUntilInstanceRunning({ client: lab.ec2, maxWaitTime: 300 }, { InstanceIds: [id] });
  return id;
}

/** A gateway endpoint for S3 on the private route table. */
export async function createS3Endpoint(lab: CaseLab): Promise<void> {
  const ServiceName = `com.amazonaws.${await lab.ec2.config.region()}.s3`;
  const RouteTableIds = [lab.id('privateRouteTable')];
  await lab.ec2.send(new ec2.CreateVpcEndpointCommand({ VpcId: lab.id('vpc'), ServiceName, RouteTableIds }));
}

/** An egress-only internet gateway, which carries IPv6, with its default route on the private route table. */
export async function createEgressOnlyGateway(lab: CaseLab): Promise<void> {
  const { EgressOnlyInternetGateway } = await lab.ec2.send(
    new ec2.CreateEgressOnlyInternetGatewayCommand({ VpcId: lab.id('vpc') }),
  );
  await lab.ec2.send(
    new ec2.CreateRouteCommand({
      RouteTableId: lab.id('privateRouteTable'),
      DestinationIpv6CidrBlock: '::/0',
      EgressOnlyInternetGatewayId: EgressOnlyInternetGateway?.EgressOnlyInternetGatewayId,
    }),
  );
}
