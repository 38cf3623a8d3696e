import { type AddressSet, addressSet, parseCidr } from '../network/address.ts';
import type { NetworkInterface } from '../network/interface.ts';
import { contains, intersect, onlyPoint, union } from '../network/interval.ts';
import type { Network } from '../network/network.ts';
import { type Course, divide, giveUp } from './course.ts';

/** Amazon's own services on every host, which no route leads to: metadata, time, DNS, licences. */
const LOCAL: AddressSet = addressSet(['169.254.0.0/16', 'fd00:ec2::/32'].flatMap((text) => parseCidr(text) ?? []));

/**
 * Takes out what is for Amazon's services, the resolver at the base of the VPC plus two among them: security groups, network ACLs
 * and route tables have no say there. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
 */
export function apartFromAmazon(
  { vpcs }: Network,
  course: Course,
  { vpcId, subnet }: NetworkInterface,
): { rest: readonly Course[]; taken: readonly Course[] } {
  const { destination, family } = course.packets;
  const resolver = family === 4 ? (subnet?.vpc ?? vpcs.get(vpcId))?.resolver : undefined;
  const only = onlyPoint(destination);
  const near = only === undefined ? intersect(LOCAL[family], destination).length > 0 : contains(LOCAL[family], only);
  if (!near && (resolver === undefined || !contains(destination, resolver))) return { rest: [course], taken: [] };
  const own = resolver === undefined ? LOCAL[family] : union([...LOCAL[family], [resolver, resolver]]);
  const { inside, outside: rest } = divide(course, { destination: own });
  const note = "Amazon's own services answer there, past all filters and routes; they are not modelled";
  const taken = inside ? [giveUp(inside, { component: vpcId, kind: 'vpc', code: 'UNSUPPORTED_COMPONENT', note })] : [];
  return { rest, taken };
}
