import type { Explanation, NetworkInsightsAnalysis, NetworkInsightsPath, PathComponent } from '@aws-sdk/client-ec2';
import type { Account } from '../../lib/account/types.ts';
import { explain } from '../../lib/reach/question.ts';
import { explanationOf } from './network-insights-explanation.ts';
import { obstacleTo } from './network-insights-obstacle.ts';
import { pathComponentsOf } from './network-insights-path-components.ts';
import { pointer, type Scene, sceneOf } from './network-insights-scene.ts';
import {
  attemptsOf,
  type FilteredField,
  filtered,
  mismatches,
  type Way,
  wayOf,
  waysOf,
} from './network-insights-way.ts';

/** ARNs of a component that the path must traverse, and of one that it must not. */
export interface Filters {
  readonly in?: string | undefined;
  readonly out?: string | undefined;
}

type Findings = Pick<
  NetworkInsightsAnalysis,
  'Status' | 'StatusMessage' | 'NetworkPathFound' | 'ForwardPathComponents' | 'ReturnPathComponents' | 'Explanations'
>;

/**
 * The shortest way of some packet from source to destination, and of its answer back; else what stops those that are stopped by
 * least. https://docs.aws.amazon.com/vpc/latest/reachability/how-reachability-analyzer-works.html
 */
export function analyse(account: Account, path: NetworkInsightsPath, filters: Filters): Findings {
  const scene = sceneOf(account);
  const obstacle = obstacleTo(scene, path);
  if (obstacle) return unreachable([obstacle]);
  const all = attemptsOf(scene.network, path).flatMap((attempt) => waysOf(scene.network, attempt));
  const found = all.filter((way) => way.found && isFrom(way, path));
  const direct = found.filter((way) => reflectingGateway(way) === undefined);
  const wanted = direct.filter((way) => mismatches(path, way).length === 0);
  const traced = wanted.map((way) => tracedWay(scene, path, way));
  const allowed = traced.filter(({ arns }) => fits(arns, filters));
  const [best] = allowed.sort((a, b) => lengthOf(a.way) - lengthOf(b.way));
  if (best) return reachable(scene, path, best.way);
  if (traced.length > 0) return unreachable([filterExplanation(scene, filters, traced)]);
  if (direct.length > 0)
    return unreachable(mismatches(path, direct[0]!).map((field) => atDestination(scene, path, field)));
  const [reflected] = found.flatMap((way) => reflectingGateway(way) ?? []);
  if (reflected)
    return unreachable([{ ExplanationCode: 'IGW_NAT_REFLECTION', ...pointer(scene, 'InternetGateway', reflected) }]);
  return blocked(scene, path, all, filters);
}

const lengthOf = ({ forward, back }: Way): number => forward.length + back.length;

/** Packets of the internet come in by the gateway of the VPC that they are for, which must be the one that the path names. */
const isFrom = ({ forward }: Way, { Source = '' }: NetworkInsightsPath): boolean =>
  !Source.startsWith('igw-') || forward[0]?.hop.component === Source;

/** An internet gateway that packets leave by only to come in again. */
const reflectingGateway = ({ forward }: Way): string | undefined =>
  forward.slice(1, -1).find(({ hop }) => hop.kind === 'internet-gateway')?.hop.component;

interface Traced {
  readonly way: Way;
  readonly arns: ReadonlySet<string>;
}

function tracedWay(scene: Scene, path: NetworkInsightsPath, way: Way): Traced {
  const { ForwardPathComponents, ReturnPathComponents } = pathComponentsOf(scene, path, way);
  return { way, arns: new Set([...ForwardPathComponents, ...ReturnPathComponents].flatMap(arnsOf)) };
}

const arnsOf = ({ Component, AttachedTo, TransitGateway, Subnet, Vpc }: PathComponent): string[] =>
  [Component, AttachedTo, TransitGateway, Subnet, Vpc].flatMap((each) => each?.Arn ?? []);

const fits = (arns: ReadonlySet<string>, filters: Filters): boolean =>
  (filters.in === undefined || arns.has(filters.in)) && (filters.out === undefined || !arns.has(filters.out));

/** https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html#search-filter-codes */
function filterExplanation({ names }: Scene, filters: Filters, traced: readonly Traced[]): Explanation {
  const isTraversed = filters.in === undefined || traced.some(({ arns }) => arns.has(filters.in ?? ''));
  const arn = (isTraversed ? filters.out : filters.in) ?? '';
  const removed = isTraversed ? '_REMOVED_COMPONENT' : '';
  const id = arn.slice(arn.lastIndexOf('/') + 1);
  const Component = names.has(arn) ? names.of(arn) : { Id: id, Arn: arn };
  return { ExplanationCode: `COMPONENT_FILTER_RESTRICTION${removed}`, Component };
}

const CODES: Readonly<Record<FilteredField, string>> = {
  source: 'FILTER_AT_DESTINATION_SOURCE_ADDRESS',
  sourcePorts: 'FILTER_AT_DESTINATION_SOURCE_PORT_RANGE',
  destination: 'FILTER_AT_DESTINATION_DESTINATION_ADDRESS',
  destinationPorts: 'FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE',
};

const atDestination = (scene: Scene, { Destination }: NetworkInsightsPath, field: FilteredField): Explanation => ({
  ExplanationCode: CODES[field],
  ...pointer(scene, 'Destination', Destination),
});

function reachable(scene: Scene, path: NetworkInsightsPath, way: Way): Findings {
  const components = pathComponentsOf(scene, path, filtered(scene.network, path, way));
  return { Status: 'succeeded', NetworkPathFound: true, ...components, Explanations: [] };
}

const unreachable = (explanations: readonly Explanation[]): Findings => ({
  Status: 'succeeded',
  NetworkPathFound: false,
  ForwardPathComponents: [],
  ReturnPathComponents: [],
  Explanations: [...explanations],
});

/** All that stops the packets that are stopped by least, and their way past it. */
function blocked(scene: Scene, path: NetworkInsightsPath, ways: readonly Way[], filters: Filters): Findings {
  const asked = ways.filter(({ attempt: { target } }) => target.balancer?.arn === undefined);
  const balanced = ways.filter(({ attempt: { target } }) => target.balancer && target.balancer.arn === filters.in);
  const tried = (balanced.length > 0 ? balanced : asked).map((way) => pastFilters(scene, way));
  const [shown] = tried
    .filter((way) => !way.astray && stopsOf(way).length > 0)
    .sort((a, b) => stopsOf(a).length - stopsOf(b).length || lengthOf(b) - lengthOf(a));
  if (!shown) return untold(scene, path, tried);
  const explanations = stopsOf(shown).map((step) => explanationOf(scene, step, path));
  const once = explanations.filter(
    (each, index) => explanations.findIndex((other) => JSON.stringify(other) === JSON.stringify(each)) === index,
  );
  return { ...unreachable(once), ...pathComponentsOf(scene, path, shown) };
}

const stopsOf = ({ forward, back }: Way) => [...forward, ...back].filter(({ hop }) => hop.verdict === 'drop');

/** What would become of packets under a false address says nothing about the network. */
function upToForgery(way: Way): Way {
  const [first] = way.forward;
  return first?.hop.code === 'ENI_SOURCE_DEST_CHECK_RESTRICTION' ? { ...way, forward: [first], back: [] } : way;
}

function pastFilters({ network }: Scene, way: Way): Way {
  const { attempt, initial } = way;
  const course = explain(network, attempt.question, initial, attempt.target.balancer?.targets);
  return upToForgery(wayOf(attempt, course, false));
}

/** No packet is stopped, yet none is known to arrive: it goes elsewhere, or to where the analysis cannot follow. */
function untold(scene: Scene, path: NetworkInsightsPath, ways: readonly Way[]): Findings {
  const unknown = ways.flatMap(({ forward, back }) =>
    [...forward, ...back].filter(({ hop }) => hop.verdict === 'unknown'),
  );
  const [step] = unknown;
  if (step?.hop.code) return unreachable([explanationOf(scene, step, path)]);
  if (step) return { Status: 'failed', StatusMessage: `The analysis could not be completed: ${step.hop.note}.` };
  const elsewhere = path.FilterAtSource?.DestinationAddress !== undefined;
  const ExplanationCode = elsewhere ? 'FILTER_AT_SOURCE_DESTINATION_ADDRESS' : 'NO_PATH';
  return unreachable([{ ExplanationCode, ...pointer(scene, 'Destination', path.Destination) }]);
}
