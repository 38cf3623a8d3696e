import * as ec2 from '@aws-sdk/client-ec2';
import type { Lab } from '../scenario.ts';
import type { Entry } from './network-acl.ts';
import { ANYWHERE } from './vpc.ts';

/** The other side of a security group rule: address blocks, or the members of a security group. */
export type Peer = Pick<ec2.IpPermission, 'IpRanges' | 'Ipv6Ranges' | 'UserIdGroupPairs' | 'PrefixListIds'>;

/** The protocol and the ports of a security group rule. */
export type Ports = Pick<ec2.IpPermission, 'IpProtocol' | 'FromPort' | 'ToPort'>;

/** Every protocol and every port. */
export const EVERYTHING: Ports = { IpProtocol: '-1' };

/** TCP on one port or a range of ports. */
export function tcpPorts(first: number, last = first): Ports {
  return { IpProtocol: 'tcp', FromPort: first, ToPort: last };
}

/** IPv4 blocks as the other side of a rule. */
export function blocks(...cidrs: readonly string[]): Peer {
  return { IpRanges: cidrs.map((CidrIp) => ({ CidrIp })) };
}

/** The members of a security group as the other side of a rule. */
export function members(GroupId: string): Peer {
  return { UserIdGroupPairs: [{ GroupId }] };
}

/** Adds an inbound rule to a security group. */
export async function allowIn({ ec2: client }: Lab, GroupId: string, ports: Ports, peer: Peer): Promise<void> {
  await client.send(new ec2.AuthorizeSecurityGroupIngressCommand(rule(GroupId, ports, peer)));
}

/** Adds an outbound rule to a security group. */
export async function allowOut({ ec2: client }: Lab, GroupId: string, ports: Ports, peer: Peer): Promise<void> {
  await client.send(new ec2.AuthorizeSecurityGroupEgressCommand(rule(GroupId, ports, peer)));
}

/** Takes an outbound rule away from a security group. */
export async function denyOut({ ec2: client }: Lab, GroupId: string, ports: Ports, peer: Peer): Promise<void> {
  await client.send(new ec2.RevokeSecurityGroupEgressCommand(rule(GroupId, ports, peer)));
}

function rule(GroupId: string, ports: Ports, peer: Peer): { GroupId: string; IpPermissions: ec2.IpPermission[] } {
  return { GroupId, IpPermissions: [{ ...ports, ...peer }] };
}

/** Makes a security group with one inbound rule and AWS's default for the rest. */
export async function createGroup(
  lab: Lab,
  group: { name: string; vpc: string; ports: Ports; peer: Peer },
): Promise<string> {
  const input = { GroupName: group.name, Description: group.name, VpcId: group.vpc };
  const { GroupId = '' } = await lab.ec2.send(new ec2.CreateSecurityGroupCommand(input));
  await allowIn(lab, GroupId, group.ports, group.peer);
  return GroupId;
}

/** Puts an instance into a new security group, and into no other. */
export async function regroup(lab: Lab, instance: string, group: Parameters<typeof createGroup>[1]): Promise<void> {
  await setGroups(lab, instance, [await createGroup(lab, group)]);
}

/** What EC2 tells of an instance. */
export async function describeInstance({ ec2: client }: Lab, InstanceId: string): Promise<ec2.Instance> {
  const { Reservations } = await client.send(new ec2.DescribeInstancesCommand({ InstanceIds: [InstanceId] }));
  return Reservations?.[0]?.Instances?.[0] ?? {};
}

/** The id of an instance's primary network interface. */
export async function interfaceOf(lab: Lab, instance: string): Promise<string> {
  return (await describeInstance(lab, instance)).NetworkInterfaces?.[0]?.NetworkInterfaceId ?? '';
}

/** An instance's private address, as the other side of a rule. */
export async function addressOf(lab: Lab, instance: string): Promise<Peer> {
  return blocks(`${(await describeInstance(lab, instance)).PrivateIpAddress}/32`);
}

/** Replaces the security groups of an instance. */
export async function setGroups({ ec2: client }: Lab, InstanceId: string, Groups: string[]): Promise<void> {
  await client.send(new ec2.ModifyInstanceAttributeCommand({ InstanceId, Groups }));
}

/** Turns an instance's source/destination check on or off. */
export async function setSourceDestCheck({ ec2: client }: Lab, InstanceId: string, Value: boolean): Promise<void> {
  await client.send(new ec2.ModifyInstanceAttributeCommand({ InstanceId, SourceDestCheck: { Value } }));
}

/** The id of a VPC's default security group. */
export async function defaultGroup({ ec2: client }: Lab, vpc: string): Promise<string> {
  const Filters = [
    { Name: 'vpc-id', Values: [vpc] },
    { Name: 'group-name', Values: ['default'] },
  ];
  const { SecurityGroups } = await client.send(new ec2.DescribeSecurityGroupsCommand({ Filters }));
  return SecurityGroups?.[0]?.GroupId ?? '';
}

/** The network ACL of a subnet, and the association that makes it so. */
export async function aclOf({ ec2: client }: Lab, subnet: string): Promise<{ acl: string; association: string }> {
  const Filters = [{ Name: 'association.subnet-id', Values: [subnet] }];
  const { NetworkAcls } = await client.send(new ec2.DescribeNetworkAclsCommand({ Filters }));
  const acl = NetworkAcls?.[0];
  const association = acl?.Associations?.find((one) => one.SubnetId === subnet);
  return { acl: acl?.NetworkAclId ?? '', association: association?.NetworkAclAssociationId ?? '' };
}

/** Adds an entry to a network ACL: for TCP on its ports, or for everything when it has none. */
export async function addEntry(
  { ec2: client }: Lab,
  NetworkAclId: string,
  {
    number,
    direction,
    action,
    ports,
    cidr = ANYWHERE,
  }: Omit<Entry, 'ports'> & Partial<Pick<Entry, 'ports'>> & { cidr?: string },
): Promise<void> {
  await client.send(
    new ec2.CreateNetworkAclEntryCommand({
      NetworkAclId,
      RuleNumber: number,
      Egress: direction === 'outbound',
      Protocol: ports ? '6' : '-1',
      RuleAction: action,
      CidrBlock: cidr,
      PortRange: ports && { From: ports[0], To: ports[1] },
    }),
  );
}
