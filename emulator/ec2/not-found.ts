import { AwsError } from '../error.ts';
import type { Records } from '../records.ts';
import type { Region } from '../state.ts';

interface NotFound {
  notFound: string;
  noun: string | ((id: string) => string);
}

/** AWS's error for an unknown id of each kind. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export const NOT_FOUND = {
  vpcs: { notFound: 'InvalidVpcID.NotFound', noun: 'vpc ID' },
  subnets: { notFound: 'InvalidSubnetID.NotFound', noun: 'subnet ID' },
  routeTables: { notFound: 'InvalidRouteTableID.NotFound', noun: 'routeTable ID' },
  internetGateways: { notFound: 'InvalidInternetGatewayID.NotFound', noun: 'internetGateway ID' },
  egressOnlyInternetGateways: {
    notFound: 'InvalidGatewayID.NotFound',
    noun: (id: string) => `The eigw ID '${id}' does not exist`,
  },
  natGateways: { notFound: 'NatGatewayNotFound', noun: (id: string) => `NatGateway ${id} was not found` },
  addresses: { notFound: 'InvalidAllocationID.NotFound', noun: 'allocation ID' },
  dhcpOptions: { notFound: 'InvalidDhcpOptionID.NotFound', noun: 'dhcpOption ID' },
  vpcEndpoints: {
    notFound: 'InvalidVpcEndpointId.NotFound',
    noun: (id: string) => `The Vpc Endpoint Id '${id}' does not exist`,
  },
  managedPrefixLists: {
    notFound: 'InvalidPrefixListID.NotFound',
    noun: (id: string) => `The prefix list ID '${id}' does not exist.`,
  },
  networkInterfaces: { notFound: 'InvalidNetworkInterfaceID.NotFound', noun: 'networkInterface ID' },
  instances: { notFound: 'InvalidInstanceID.NotFound', noun: 'instance ID' },
} satisfies Partial<Record<keyof Records, NotFound>>;

type Kind = keyof typeof NOT_FOUND;

/** The record with this id; AWS's error when there is none. */
export function need<K extends Kind>(region: Region, kind: K, id: string | undefined): Records[K] {
  const record = region[kind].get(required(id, parameterOf(kind)));
  if (record) return record as Records[K];
  const { notFound, noun }: NotFound = NOT_FOUND[kind];
  throw new AwsError(notFound, typeof noun === 'function' ? noun(id ?? '') : `The ${noun} '${id}' does not exist`);
}

const parameterOf = (kind: Kind) => `${kind.replace(/(x?e)?s$/, (end) => (end === 'xes' ? 'x' : end.slice(0, -1)))}Id`;

/** The value; AWS's error when the request leaves it out. */
export function required<T>(value: T | undefined, parameter: string): T {
  if (value !== undefined && value !== '') return value;
  throw new AwsError('MissingParameter', `The request must contain the parameter ${parameter}`);
}
