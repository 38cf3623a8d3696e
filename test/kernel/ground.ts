import type { NetworkInterface, Route, Subnet } from '@aws-sdk/client-ec2';
import type { Account } from '../../lib/account/types.ts';
import { blockOf, formatAddress, formatCidr, parseCidr } from '../../lib/network/address.ts';
import { prefixesOf } from './filter.ts';

export const VPC_ROUTER = (vpcId: string) => vpcId;

/** Where an interface sits: its address, the router's address in its subnet, and the router's end of its cable. */
export interface Seat {
  readonly interfaceId: string;
  readonly machine: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly address: string;
  readonly prefix: number;
  readonly gateway: string;
  readonly port: string;
}

/** A route as Linux shall have it; `to` an interface is its id. */
export interface LinuxRoute {
  readonly block: string;
  readonly to: 'local' | 'igw' | 'blackhole' | `eni-${string}`;
  readonly rank: number;
}

export interface Ground {
  readonly account: Account;
  /** The conntrack zone. */
  readonly zone: number;
  readonly seats: readonly Seat[];
  /** Addresses that an internet gateway exchanges. */
  published(vpcId: string): readonly { readonly inside: string; readonly outside: string }[];
  /** Longest prefix first. */
  routesOf(subnetId: string): readonly LinuxRoute[];
  gatewayOf(vpcId: string): string | undefined;
}

export function surveyed(account: Account, zone: number): Ground {
  const seats = account.NetworkInterfaces.map((nic, i) => seat(account, nic, i));
  const gatewayOf = (vpcId: string) =>
    account.InternetGateways.find((each) => each.Attachments?.some((to) => to.VpcId === vpcId))?.InternetGatewayId;
  return {
    account,
    zone,
    seats,
    gatewayOf,
    published: (vpcId) =>
      account.NetworkInterfaces.filter((nic) => nic.VpcId === vpcId).flatMap((nic) =>
        (nic.PrivateIpAddresses ?? []).flatMap(({ PrivateIpAddress: inside, Association }) =>
          inside && Association?.PublicIp ? [{ inside, outside: Association.PublicIp }] : [],
        ),
      ),
    routesOf: (subnetId) => routesOf(account, subnetId, gatewayOf),
  };
}

export function seatOf({ seats }: Ground, nic: NetworkInterface): Seat {
  const found = seats.find((each) => each.interfaceId === nic.NetworkInterfaceId);
  if (!found) throw new Error(`no seat for ${nic.NetworkInterfaceId}`);
  return found;
}

export function cidrOf(subnet: Subnet | undefined) {
  const cidr = parseCidr(subnet?.CidrBlock ?? '');
  if (!cidr) throw new Error(`no IPv4 block: ${subnet?.SubnetId}`);
  return cidr;
}

/** AWS's router has the second address of every subnet. */
export const routerAddress = (subnet: Subnet | undefined): string =>
  formatAddress({ family: 4, value: Number(cidrOf(subnet).first) + 1 });

function seat(account: Account, nic: NetworkInterface, index: number): Seat {
  const subnet = account.Subnets.find((each) => each.SubnetId === nic.SubnetId);
  const id = nic.NetworkInterfaceId ?? '';
  return {
    interfaceId: id,
    machine: id,
    vpcId: nic.VpcId ?? '',
    subnetId: nic.SubnetId ?? '',
    address: nic.PrivateIpAddresses?.[0]?.PrivateIpAddress ?? '',
    prefix: cidrOf(subnet).length,
    gateway: routerAddress(subnet),
    port: `p${index}`,
  };
}

function routesOf(account: Account, subnetId: string, gatewayOf: Ground['gatewayOf']): LinuxRoute[] {
  const table = account.RouteTables.find((each) => each.Associations?.some((to) => to.SubnetId === subnetId));
  const routes = (table?.Routes ?? []).flatMap((route) => {
    const listed = route.DestinationPrefixListId;
    const blocks = listed ? prefixesOf(account, listed) : [route.DestinationCidrBlock ?? []].flat();
    const to = targetOf(account, route, table?.VpcId ?? '', gatewayOf);
    return blocks.flatMap((text) => parseCidr(text) ?? []).map((cidr) => ({ cidr, to, rank: listed ? 2 : 1 }));
  });
  return routes
    .sort((a, b) => b.cidr.length - a.cidr.length || a.rank - b.rank)
    .map(({ cidr, to, rank }) => ({
      block: formatCidr(blockOf({ family: 4, value: cidr.first }, cidr.length)),
      to,
      rank,
    }));
}

/** AWS drops what goes to a target that is gone or detached. */
function targetOf(account: Account, route: Route, vpcId: string, gatewayOf: Ground['gatewayOf']): LinuxRoute['to'] {
  if (route.State === 'blackhole') return 'blackhole';
  if (route.GatewayId === 'local') return 'local';
  if (route.GatewayId?.startsWith('igw-')) return gatewayOf(vpcId) === route.GatewayId ? 'igw' : 'blackhole';
  const nat = account.NatGateways.find((each) => each.NatGatewayId === route.NatGatewayId);
  const target =
    nat?.State === 'available' ? nat.NatGatewayAddresses?.[0]?.NetworkInterfaceId : route.NetworkInterfaceId;
  if (target?.startsWith('eni-')) return target as `eni-${string}`;
  if (nat) return 'blackhole';
  throw new Error(`a route that Linux is not taught: ${JSON.stringify(route)}`);
}
