import type { CreateNetworkInsightsPathRequest, PathFilter, Protocol } from '@aws-sdk/client-ec2';
import { parseAddress } from '../../lib/network/address.ts';
import { accountOf } from '../account.ts';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { invalid, required } from './kind.ts';
import { arnOf, namesIn, prefixOf } from './network-insights-names.ts';

/** https://docs.aws.amazon.com/vpc/latest/reachability/how-reachability-analyzer-works.html#source-and-destination-resources */
const ENDS = ['i', 'eni', 'igw', 'tgw', 'tgw-attach', 'vgw', 'vpce', 'vpce-svc', 'pcx'];

export interface PathEnd {
  readonly id: string;
  readonly arn: string;
}

/** An end by id or ARN: of a kind that can be one, and there. */
export function endOf(region: Region, role: 'Source' | 'Destination', text: string): PathEnd {
  const id = text.startsWith('arn:') ? text.slice(text.indexOf('/') + 1) : text;
  const arn = arnOf({ AccountId: region.accountId, Region: region.name }, id);
  if (!arn || !ENDS.includes(prefixOf(id)))
    throw invalid(`Value (${text}) for parameter ${role} is invalid. The type of the resource is not supported.`);
  const isHere = !text.startsWith('arn:') || text === arn;
  if (isHere && namesIn(accountOf(region)).has(id)) return { id, arn };
  throw new AwsError(`NetworkInsights${role}.NotFound`, `The ${role.toLowerCase()} '${text}' does not exist`);
}

export function protocolOf(text: string | undefined): Protocol {
  const protocol = required(text, 'protocol').toLowerCase();
  if (protocol === 'tcp' || protocol === 'udp') return protocol;
  throw invalid(`Value (${text}) for parameter protocol is invalid. Valid values are: tcp, udp.`);
}

/** What may not go together, and what may not be left out. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInsightsPath.html */
export function checkCombination(input: CreateNetworkInsightsPathRequest): void {
  const { Destination, DestinationIp, DestinationPort, SourceIp, FilterAtSource, FilterAtDestination } = input;
  if (!Destination && !FilterAtSource?.DestinationAddress) {
    const either = 'either the Destination parameter or the FilterAtSource.DestinationAddress parameter';
    const what = `The request must include ${either}. Add the required parameter and retry the request.`;
    throw new AwsError('MissingParameter', what);
  }
  if (FilterAtSource && SourceIp !== undefined) throw apart('FilterAtSource', 'SourceIp');
  if (FilterAtSource && DestinationPort !== undefined) throw apart('FilterAtSource', 'DestinationPort');
  if (FilterAtDestination && DestinationIp !== undefined) throw apart('FilterAtDestination', 'DestinationIp');
}

const apart = (one: string, other: string): AwsError =>
  new AwsError('InvalidParameterCombination', `The parameters ${one} and ${other} cannot be used together.`);

/** Reachability Analyzer knows IPv4 only. */
export function addressOf(text: string | undefined, parameter: string): string | undefined {
  if (text === undefined || parseAddress(text)?.family === 4) return text;
  throw invalid(`Value (${text}) for parameter ${parameter} is invalid. It must be an IPv4 address.`);
}

export function portOf(port: number | undefined, parameter: string): number | undefined {
  if (port === undefined || (Number.isInteger(port) && port >= 0 && port <= 65_535)) return port;
  throw invalid(`Value (${port}) for parameter ${parameter} is invalid. Ports are numbers from 0 to 65535.`);
}

export function filterOf(filter: PathFilter | undefined, name: string): PathFilter | undefined {
  if (!filter) return undefined;
  return {
    SourceAddress: addressOf(filter.SourceAddress, `${name}.SourceAddress`),
    SourcePortRange: rangeOf(filter.SourcePortRange, `${name}.SourcePortRange`),
    DestinationAddress: addressOf(filter.DestinationAddress, `${name}.DestinationAddress`),
    DestinationPortRange: rangeOf(filter.DestinationPortRange, `${name}.DestinationPortRange`),
  };
}

function rangeOf(range: PathFilter['SourcePortRange'], parameter: string): PathFilter['SourcePortRange'] {
  if (!range) return undefined;
  const FromPort = portOf(required(range.FromPort, `${parameter}.FromPort`), `${parameter}.FromPort`);
  const ToPort = portOf(required(range.ToPort, `${parameter}.ToPort`), `${parameter}.ToPort`);
  if (Number(FromPort) > Number(ToPort)) throw invalid(`The range ${FromPort}-${ToPort} of ${parameter} is empty.`);
  return { FromPort, ToPort };
}
