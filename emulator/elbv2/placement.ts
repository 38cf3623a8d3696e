import type { Subnet } from '@aws-sdk/client-ec2';
import type { LoadBalancer, SubnetMapping } from '@aws-sdk/client-elastic-load-balancing-v2';
import { holds, parseAddress, parseCidr } from '../../lib/network/address.ts';
import { availableAddressCount, ipv6BlockOf } from '../ec2/allocation.ts';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { validationError } from './constraint.ts';

/** A subnet that a load balancer is to have a node in, with what was asked for that node. */
export interface Place {
  readonly subnet: Subnet;
  readonly mapping: SubnetMapping;
}

interface Request {
  Subnets?: string[] | undefined;
  SubnetMappings?: SubnetMapping[] | undefined;
}

/** How many free addresses ELB asks of a subnet. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html */
const FREE_ADDRESSES = 8;

/**
 * The subnets of a CreateLoadBalancer or SetSubnets request, checked as AWS checks them.
 * `loadBalancer` says what they are for; it has its zones already when it exists, and a VPC that the subnets must lie in.
 */
export function placesOf(region: Region, request: Request, loadBalancer: LoadBalancer): Place[] {
  const mappings = mappingsOf(request);
  const places = mappings.map((mapping) => ({ mapping, subnet: subnetOf(region, mapping.SubnetId) }));
  checkCount(places, loadBalancer);
  checkSpread(places, loadBalancer);
  const vpcId = places[0]?.subnet.VpcId;
  if (loadBalancer.Scheme === 'internet-facing' && !hasInternetGateway(region, vpcId)) {
    throw new AwsError('InvalidSubnet', `VPC ${vpcId} has no internet gateway`);
  }
  for (const place of places) checkPlace(region, place, loadBalancer);
  return places;
}

function mappingsOf({ Subnets, SubnetMappings }: Request): SubnetMapping[] {
  if (Subnets?.length && SubnetMappings?.length) {
    throw validationError('You must specify either subnets or subnet mappings, but not both');
  }
  if (SubnetMappings?.length) return SubnetMappings;
  return [...new Set(Subnets)].map((SubnetId) => ({ SubnetId }));
}

function subnetOf(region: Region, id: string | undefined): Subnet {
  const subnet = region.subnets.get(id);
  if (!subnet) throw new AwsError('SubnetNotFound', `The subnet ID '${id ?? ''}' does not exist`);
  return subnet;
}

function checkCount(places: readonly Place[], { Type }: LoadBalancer): void {
  const zones = new Set(places.map(({ subnet }) => subnet.AvailabilityZone));
  if (Type === 'application' && zones.size < 2 && new Set(places.map(({ subnet }) => subnet.SubnetId)).size < 2) {
    throw validationError('At least two subnets in two different Availability Zones must be specified');
  }
  if (zones.size === 0) throw validationError('At least one subnet must be specified');
}

function checkSpread(places: readonly Place[], { VpcId }: LoadBalancer): void {
  const vpcs = [...new Set([...(VpcId ? [VpcId] : []), ...places.map(({ subnet }) => subnet.VpcId)])];
  if (vpcs.length > 1) {
    throw new AwsError('InvalidConfigurationRequest', `All subnets must belong to the same VPC: '${vpcs[0]}'`);
  }
  const zones = new Set(places.map(({ subnet }) => subnet.AvailabilityZone));
  if (zones.size === places.length) return;
  throw new AwsError(
    'InvalidConfigurationRequest',
    'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
  );
}

function hasInternetGateway(region: Region, vpcId: string | undefined): boolean {
  return region.internetGateways
    .values()
    .some((gateway) => gateway.Attachments?.some((attachment) => attachment.VpcId === vpcId));
}

function checkPlace(region: Region, { subnet, mapping }: Place, loadBalancer: LoadBalancer): void {
  if (loadBalancer.IpAddressType !== 'ipv4' && !ipv6BlockOf(subnet)) {
    throw new AwsError('InvalidSubnet', 'You must specify subnets with an associated IPv6 CIDR block.');
  }
  checkAddresses(mapping, loadBalancer);
  checkPrivateAddress(subnet, mapping.PrivateIPv4Address);
  if (loadBalancer.AvailabilityZones?.some((zone) => zone.SubnetId === subnet.SubnetId)) return;
  if (availableAddressCount(region, subnet) < FREE_ADDRESSES) {
    throw new AwsError(
      'InvalidSubnet',
      `Not enough IP space available in ${subnet.SubnetId}. ELB requires at least ${FREE_ADDRESSES} free IP addresses in each subnet.`,
    );
  }
}

const NOT_EMULATED = ['IPv6Address', 'SourceNatIpv6Prefix'] as const;

function checkAddresses(mapping: SubnetMapping, { Type, Scheme }: LoadBalancer): void {
  const { AllocationId, PrivateIPv4Address } = mapping;
  const refused = NOT_EMULATED.find((name) => mapping[name] !== undefined);
  if (refused)
    throw new AwsError('UnsupportedOperation', `The local AWS does not emulate ${refused} of subnet mappings.`);
  const refuse = (what: string, trait: string) =>
    new AwsError('InvalidConfigurationRequest', `${what} are not supported for load balancers with ${trait}`);
  if (AllocationId && Type !== 'network') throw refuse('Elastic IPs', `type '${Type}'`);
  if (AllocationId && Scheme === 'internal') throw refuse('Elastic IPs', "scheme 'internal'");
  if (PrivateIPv4Address && Type !== 'network') throw refuse('Private IPv4 addresses', `type '${Type}'`);
  if (PrivateIPv4Address && Scheme !== 'internal') throw refuse('Private IPv4 addresses', `scheme '${Scheme}'`);
}

function checkPrivateAddress({ SubnetId, CidrBlock = '' }: Subnet, text: string | undefined): void {
  if (text === undefined) return;
  const [address, block] = [parseAddress(text), parseCidr(CidrBlock)];
  if (address && block && holds(block, address)) return;
  const message = `The private IPv4 address '${text}' is not in the range of the subnet '${SubnetId}'`;
  throw new AwsError('InvalidConfigurationRequest', message);
}
