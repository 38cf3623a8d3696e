import {
  DescribeAddressesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeDhcpOptionsCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import type { Clients } from '../clients.ts';
import type { ScopedChoice } from '../form-field-control.tsx';
import { nameOf } from '../tags.ts';

/** What the forms of VPC and EC2 offer to choose from. */
type Choices = (clients: Clients) => Promise<readonly ScopedChoice[]>;

export const vpcChoices: Choices = async ({ ec2 }) =>
  ((await ec2.send(new DescribeVpcsCommand({}))).Vpcs ?? []).map((vpc) => ({
    id: vpc.VpcId ?? '',
    name: nameOf(vpc),
    more: vpc.CidrBlock ?? '',
  }));

export const subnetChoices: Choices = async ({ ec2 }) =>
  ((await ec2.send(new DescribeSubnetsCommand({}))).Subnets ?? []).map((subnet) => ({
    id: subnet.SubnetId ?? '',
    name: nameOf(subnet),
    more: `${subnet.CidrBlock} · ${subnet.AvailabilityZone}`,
    vpc: subnet.VpcId ?? '',
  }));

export const groupChoices: Choices = async ({ ec2 }) =>
  ((await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups ?? []).map((group) => ({
    id: group.GroupId ?? '',
    name: group.GroupName ?? '',
    more: group.Description ?? '',
    vpc: group.VpcId ?? '',
  }));

export const routeTableChoices: Choices = async ({ ec2 }) =>
  ((await ec2.send(new DescribeRouteTablesCommand({}))).RouteTables ?? []).map((table) => ({
    id: table.RouteTableId ?? '',
    name: nameOf(table),
    vpc: table.VpcId ?? '',
  }));

export const zoneChoices: Choices = async ({ ec2 }) =>
  ((await ec2.send(new DescribeAvailabilityZonesCommand({}))).AvailabilityZones ?? []).map((zone) => ({
    id: zone.ZoneName ?? '',
    more: zone.ZoneId ?? '',
  }));

export const freeAddressChoices: Choices = async ({ ec2 }) =>
  ((await ec2.send(new DescribeAddressesCommand({}))).Addresses ?? [])
    .filter(({ AssociationId }) => AssociationId === undefined)
    .map((address) => ({ id: address.AllocationId ?? '', name: nameOf(address), more: address.PublicIp ?? '' }));

export const instanceChoices: Choices = async ({ ec2 }) =>
  ((await ec2.send(new DescribeInstancesCommand({}))).Reservations ?? [])
    .flatMap(({ Instances = [] }) => Instances)
    .filter(({ State }) => State?.Name !== 'terminated')
    .map((instance) => ({
      id: instance.InstanceId ?? '',
      name: nameOf(instance),
      more: instance.PrivateIpAddress ?? '',
      vpc: instance.VpcId ?? '',
    }));

export const interfaceChoices: Choices = async ({ ec2 }) =>
  ((await ec2.send(new DescribeNetworkInterfacesCommand({}))).NetworkInterfaces ?? []).map((each) => ({
    id: each.NetworkInterfaceId ?? '',
    name: nameOf({ Tags: each.TagSet }),
    more: each.PrivateIpAddress ?? '',
    vpc: each.VpcId ?? '',
  }));

/** `default` is AWS's word for no option set at all. */
export const dhcpChoices: Choices = async ({ ec2 }) => [
  ...((await ec2.send(new DescribeDhcpOptionsCommand({}))).DhcpOptions ?? []).map((options) => ({
    id: options.DhcpOptionsId ?? '',
    name: nameOf(options),
  })),
  { id: 'default', name: 'No DHCP option set' },
];
