import type { FlowLogsResourceType } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { find, invalid } from './kind.ts';
import { liveAttachment } from './transit-gateway-attachment-record.ts';
import { liveGateway } from './transit-gateway-record.ts';

/** Finds what is to be monitored; AWS's error when it is not there or is gone. */
type Finder = (region: Region, id: string) => object;

function regionalGateway(region: Region, id: string): object {
  const gateway = find(region, 'natGateways', id);
  if (gateway.AvailabilityMode === 'regional') return gateway;
  throw invalid(`${id} is not a regional NAT gateway.`);
}

const FINDERS: { readonly [Type in FlowLogsResourceType]?: Finder } = {
  VPC: (region, id) => find(region, 'vpcs', id),
  Subnet: (region, id) => find(region, 'subnets', id),
  NetworkInterface: (region, id) => find(region, 'networkInterfaces', id),
  TransitGateway: liveGateway,
  TransitGatewayAttachment: (region, id) => liveAttachment(region, id),
  RegionalNatGateway: regionalGateway,
};

const NOT_EMULATED = /^CoreNetwork(Attachment|Edge)?$/;

export const isTransitGateway = (type: FlowLogsResourceType) => type.startsWith('TransitGateway');

/** Refuses what AWS does not know as a type of resource, and what is not emulated. */
export function finderOf(type: FlowLogsResourceType): Finder {
  const finder = FINDERS[type];
  if (finder) return finder;
  if (!NOT_EMULATED.test(type)) throw invalid(`Value (${type}) for parameter resourceType is invalid.`);
  throw new AwsError('UnsupportedOperation', `The local AWS does not emulate ${type} of CreateFlowLogs.`);
}
