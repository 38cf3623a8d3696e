import type { Account } from '../../lib/account/types.ts';
import { type Ground, seatOf, surveyed } from './ground.ts';
import { cable, hostMachine } from './host.ts';
import { internet } from './internet.ts';
import { internetGateway } from './internet-gateway.ts';
import { natMachine } from './nat-gateway.ts';
import { peeringWires } from './peering.ts';
import { INTERNET, type Place, type Plan, VPC_ROUTER, type Wire } from './plan.ts';
import { vpcRouter } from './router.ts';
import { linkWires, transitGateway } from './transit-gateway.ts';

/** Builds an account's network from Linux parts, from the facts alone: nothing of the engine's reading of them is used. */
export function compile(account: Account, zone: number): Plan {
  const ground = surveyed(account, zone);
  const vpcs = account.Vpcs.flatMap((each) => each.VpcId ?? []);
  const gateways = vpcs.flatMap((vpcId) => {
    const id = ground.gatewayOf(vpcId);
    return id ? [{ id, vpcId }] : [];
  });
  const isNat = (type: string | undefined) => type === 'nat_gateway';
  return {
    machines: [
      ...vpcs.map((vpcId) => vpcRouter(ground, vpcId)),
      ...gateways.map(({ id, vpcId }, i) => internetGateway(ground, id, vpcId, i)),
      internet(ground, gateways),
      ...account.TransitGateways.map(({ TransitGatewayId = '' }) =>
        transitGateway(account, ground.links, TransitGatewayId),
      ),
      ...account.NetworkInterfaces.map((nic) =>
        isNat(nic.InterfaceType) ? natMachine(ground, nic) : hostMachine(ground, nic),
      ),
    ],
    wires: [
      ...ground.seats.map(cable),
      ...peeringWires(ground.peerings),
      ...linkWires(ground.links),
      ...gateways.flatMap(({ id, vpcId }, i): Wire[] => [
        [plug(id, 'vpc0'), plug(VPC_ROUTER(vpcId), 'igw0')],
        [plug(id, 'net0'), plug('internet', `igw${i}`)],
      ]),
    ],
    places: [...hostPlaces(ground), { ...everybody }],
  };
}

const plug = (machine: string, device: string) => ({ machine, device });

const everybody: Place = { name: 'internet', machine: 'internet', addresses: INTERNET, published: [], deaf: false };

function hostPlaces(ground: Ground): Place[] {
  return ground.account.NetworkInterfaces.map((nic) => {
    const seat = seatOf(ground, nic);
    const published = ground.published(seat.vpcId).filter(({ inside }) => inside === seat.address);
    return {
      name: seat.interfaceId,
      machine: seat.machine,
      addresses: [seat.address],
      published: published.map(({ outside }) => outside),
      deaf: !nic.Attachment?.InstanceId,
    };
  });
}
