import type { Family } from '../network/address.ts';
import type { Network } from '../network/network.ts';
import { type Course, type Ground, moved } from './course.ts';

/** In by a gateway: along its route table, if it has one. https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html */
export function enterByGateway(
  { network }: Ground,
  course: Course,
  gatewayId: string,
  vpcId: string,
): readonly Course[] {
  const table = network.edgeRouteTables.get(gatewayId);
  if (!table) return [moved(course, { kind: 'arriving', vpcId })];
  return [moved(course, { kind: 'routing', routeTableId: table.id, vpcId, gatewayId })];
}

/** A middlebox gets what comes in by an internet gateway only if it has a public address itself. */
export function isPublic({ interfaces }: Network, interfaceId: string, family: Family): boolean {
  const nic = interfaces.get(interfaceId);
  return !nic || (family === 4 ? nic.publicAddresses.length > 0 : nic.addresses.some((each) => each.family === 6));
}

/** Whether the gateway's route table sends what comes in for a subnet to a middlebox elsewhere, which the subnet must not go around. */
export function isRedirected(network: Network, gatewayId: string, subnetId: string, family: Family): boolean {
  const table = network.edgeRouteTables.get(gatewayId);
  const block = table && network.subnets.get(subnetId)?.cidrs.find((each) => each.family === family);
  const target = block && table.map.at({ family, value: block.first })?.target;
  if (target?.kind === 'network-interface') return network.interfaces.get(target.id)?.subnetId !== subnetId;
  return target?.kind === 'vpc-endpoint';
}
