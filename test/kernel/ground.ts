import type { NetworkInterface, Subnet } from '@aws-sdk/client-ec2';
import type { Account } from '../../lib/account/types.ts';
import { type Cidr, formatAddress, parseCidr } from '../../lib/network/address.ts';
import { type Peering, peeringsOf } from './peering.ts';
import { type Link, linksOf } from './transit-gateway.ts';

/** Where an interface sits: its address, the router's address in its subnet, and the router's end of its cable. */
export interface Seat {
  readonly interfaceId: string;
  readonly machine: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly address: string;
  readonly prefix: number;
  readonly gateway: string;
  readonly bridge: string;
  readonly port: string;
}

export interface Ground {
  readonly account: Account;
  /** The conntrack zone. */
  readonly zone: number;
  readonly seats: readonly Seat[];
  readonly peerings: readonly Peering[];
  readonly links: readonly Link[];
  /** Addresses that an internet gateway exchanges. */
  published(vpcId: string): readonly { readonly inside: string; readonly outside: string }[];
  gatewayOf(vpcId: string): string | undefined;
}

export function surveyed(account: Account, zone: number): Ground {
  return {
    account,
    zone,
    seats: account.NetworkInterfaces.map((nic, i) => seat(account, nic, i)),
    peerings: peeringsOf(account),
    links: linksOf(account),
    gatewayOf: (vpcId) =>
      account.InternetGateways.find((each) => each.Attachments?.some((to) => to.VpcId === vpcId))?.InternetGatewayId,
    published: (vpcId) =>
      account.NetworkInterfaces.filter((nic) => nic.VpcId === vpcId).flatMap((nic) =>
        (nic.PrivateIpAddresses ?? []).flatMap(({ PrivateIpAddress: inside, Association }) =>
          inside && Association?.PublicIp ? [{ inside, outside: Association.PublicIp }] : [],
        ),
      ),
  };
}

export const subnetsOf = ({ account }: Ground, vpcId: string): Subnet[] =>
  account.Subnets.filter((each) => each.VpcId === vpcId);

/** The router's device in a subnet. */
export function bridgeOf({ Subnets }: Account, subnetId: string | undefined): string {
  const vpcId = Subnets.find((each) => each.SubnetId === subnetId)?.VpcId;
  return `sn${Subnets.filter((each) => each.VpcId === vpcId).findIndex((each) => each.SubnetId === subnetId)}`;
}

export function seatOf({ seats }: Ground, nic: NetworkInterface): Seat {
  const found = seats.find((each) => each.interfaceId === nic.NetworkInterfaceId);
  if (!found) throw new Error(`no seat for ${nic.NetworkInterfaceId}`);
  return found;
}

export function cidrOf(subnet: Subnet | undefined): Cidr {
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
    bridge: bridgeOf(account, nic.SubnetId),
    port: `p${index}`,
  };
}
