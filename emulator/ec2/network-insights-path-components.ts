import type { AnalysisPacketHeader, NetworkInsightsPath, PathComponent } from '@aws-sdk/client-ec2';
import type { Packets } from '../../lib/network/packets.ts';
import type { Step } from '../../lib/reach/hops.ts';
import { componentsOf, interfaceComponent } from './network-insights-component.ts';
import { explanationOf, gatewayOf } from './network-insights-explanation.ts';
import { headerOf } from './network-insights-header.ts';
import { ownerOf, pointer, type Scene } from './network-insights-scene.ts';
import type { Way } from './network-insights-way.ts';

interface Leg {
  readonly steps: readonly Step[];
  /** The interface or endpoint that sends the packets; undefined where they come in by a gateway. */
  readonly from: string | undefined;
  /** The packets as they were at the end. */
  readonly arrived: Packets;
}

/** The components from source to destination and back, each with the explanation of what it stops. */
export function pathComponentsOf(
  scene: Scene,
  path: NetworkInsightsPath,
  way: Way,
): { ForwardPathComponents: PathComponent[]; ReturnPathComponents: PathComponent[] } {
  const { start, forward, back, arrived, returned } = way;
  const from = 'interfaceId' in start ? start.interfaceId : undefined;
  const leg = (each: Leg) => numbered(withZones(scene, legComponents(scene, path, each)), way.oneWay);
  return {
    ForwardPathComponents: leg({ steps: forward, from, arrived }),
    ReturnPathComponents:
      back.length === 0 ? [] : leg({ steps: back, from: senderOfAnswers(forward), arrived: returned }),
  };
}

function senderOfAnswers(forward: readonly Step[]): string | undefined {
  const { interfaceId, hop } = forward.at(-1) ?? {};
  return interfaceId ?? (hop?.kind === 'vpc-endpoint' ? hop.component : undefined);
}

function legComponents(scene: Scene, path: NetworkInsightsPath, { steps, from, arrived }: Leg): PathComponent[] {
  const [first] = steps;
  const sent = first && headerOf(first.packets);
  const components = sent && from ? sender(scene, path, from, sent) : [];
  for (const [index, step] of steps.entries()) {
    const left = steps[index + 1]?.packets ?? arrived;
    const made = componentsOf(scene, step, left);
    if (step.hop.verdict !== 'pass') explain(scene, path, step, made);
    else if (index === steps.length - 1) finish(scene, path, step, { left, made });
    if (index === 0 && !from && made[0]) made[0] = { ...made[0], InboundHeader: sent };
    components.push(...made);
  }
  return components;
}

/** An instance is shown behind its interface, unless the path names the interface itself. */
function sender(
  scene: Scene,
  path: NetworkInsightsPath,
  from: string,
  OutboundHeader: AnalysisPacketHeader,
): PathComponent[] {
  if (from.startsWith('vpce-')) return [{ ...pointer(scene, 'Component', from), OutboundHeader }];
  const nic = interfaceComponent(scene, from);
  const instance = instanceBehind(scene, path, from);
  if (!instance) return [{ ...nic, OutboundHeader }];
  return [{ ...pointer(scene, 'Component', instance), OutboundHeader }, nic];
}

function instanceBehind(scene: Scene, path: NetworkInsightsPath, interfaceId: string): string | undefined {
  const isNamed = path.Source === interfaceId || path.Destination === interfaceId;
  const owner = ownerOf(scene, interfaceId);
  return isNamed || owner?.startsWith('arn:') || owner?.startsWith('nat-') ? undefined : owner;
}

/** Packets end at an interface, with what is behind it, or leave by a gateway. */
function finish(
  scene: Scene,
  path: NetworkInsightsPath,
  { hop, interfaceId, packets }: Step,
  { left, made }: { left: Packets; made: PathComponent[] },
): void {
  const end = made.at(-1);
  if (hop.kind === 'listener' && interfaceId) {
    made.splice(0, made.length, { ...interfaceComponent(scene, interfaceId), InboundHeader: headerOf(packets) });
  } else if (interfaceId) {
    made.splice(0, made.length, ...receiver(scene, path, interfaceId, headerOf(packets)));
  } else if (end) made[made.length - 1] = { ...end, OutboundHeader: headerOf(left) };
}

function receiver(
  scene: Scene,
  path: NetworkInsightsPath,
  at: string,
  InboundHeader: AnalysisPacketHeader,
): PathComponent[] {
  const nic = interfaceComponent(scene, at);
  const behind = instanceBehind(scene, path, at);
  if (!behind) return [{ ...nic, InboundHeader }];
  const ServiceName = scene.network.vpcEndpoints.get(behind)?.serviceName;
  return [nic, { ...pointer(scene, 'Component', behind), InboundHeader, ...(ServiceName && { ServiceName }) }];
}

/** Nothing comes after the component that stops the packets, but what they would meet without it. */
function explain(scene: Scene, path: NetworkInsightsPath, step: Step, made: PathComponent[]): void {
  const component = step.hop.kind === 'internet' ? (gatewayOf(path) ?? step.hop.component) : step.hop.component;
  const { Id } = scene.names.of(component);
  const own = made.findIndex((each) => each.Component?.Id === Id);
  if (own >= 0) made.length = own + 1;
  const at = made.pop() ?? pointer(scene, 'Component', component);
  made.push({ ...at, Explanations: [explanationOf(scene, step, path)] });
}

/** https://docs.aws.amazon.com/vpc/latest/reachability/additional-detail-codes.html */
function withZones({ network }: Scene, components: readonly PathComponent[]): PathComponent[] {
  let zone: string | undefined;
  return components.map((component) => {
    const at = network.subnets.get(component.Subnet?.Id ?? '')?.zoneId;
    const crossed = at !== undefined && zone !== undefined && at !== zone;
    zone = at ?? zone;
    return crossed
      ? { ...component, AdditionalDetails: [{ AdditionalDetailType: 'AVAILABILITY_ZONE_CROSSED' }] }
      : component;
  });
}

/** With TCP, the answer is not analysed where the path traverses a transit gateway's route table. */
function numbered(components: readonly PathComponent[], oneWay: boolean): PathComponent[] {
  return components.map((component, index) => {
    const { AdditionalDetails = [], Explanations = [] } = component;
    const isTransit = component.Component?.Id?.startsWith('tgw-rtb-') && oneWay;
    const unidirectional = isTransit ? [{ AdditionalDetailType: 'UNIDIRECTIONAL_PATH_ANALYSIS_ONLY' }] : [];
    return {
      SequenceNumber: index + 1,
      ...component,
      AdditionalDetails: [...AdditionalDetails, ...unidirectional],
      Explanations,
    };
  });
}
