import type { Explanation, NetworkInsightsPath } from '@aws-sdk/client-ec2';
import { parseAddress } from '../../lib/network/address.ts';
import type { Network } from '../../lib/network/network.ts';
import { interfacesOf } from './network-insights-end.ts';
import { isPublic } from './network-insights-header.ts';
import { prefixOf } from './network-insights-names.ts';
import { pointer, type Scene } from './network-insights-scene.ts';

/**
 * What keeps a path from being looked at at all.
 * https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html#configuration-codes
 */
export function obstacleTo(scene: Scene, path: NetworkInsightsPath): Explanation | undefined {
  const ends = [path.Source, path.Destination].flatMap((id) => id ?? []);
  const about = (ExplanationCode: string, id: string): Explanation => ({
    ExplanationCode,
    ...pointer(scene, 'Component', id),
  });
  const missing = ends.find((id) => !scene.names.has(id));
  if (missing) return about('NO_SOURCE_OR_DESTINATION', missing);
  const alone = ends.find((id) => vpcsOf(scene.network, id).length === 0);
  if (alone) return about('UNASSOCIATED_COMPONENT', alone);
  return cannotStart(scene, path) ?? apart(scene, path) ?? privateBehindGateway(scene, path);
}

/** An endpoint sends nothing of its own accord; where else the walk cannot start, the path is not supported. */
function cannotStart(scene: Scene, { Source = '' }: NetworkInsightsPath): Explanation | undefined {
  const component = pointer(scene, 'Component', Source);
  switch (prefixOf(Source)) {
    case 'vpce':
      return {
        ExplanationCode: 'VPCE_INTRA_VPC_TRAFFIC',
        ...component,
        ...pointer(scene, 'VpcEndpoint', Source),
        ...pointer(scene, 'Vpc', scene.network.vpcEndpoints.get(Source)?.vpcId),
      };
    case 'vpce-svc':
    case 'pcx':
    case 'tgw':
    case 'tgw-attach':
      return { ExplanationCode: 'UNSUPPORTED_COMPONENT', ...component };
    default:
      return undefined;
  }
}

function apart(scene: Scene, { Source = '', Destination }: NetworkInsightsPath): Explanation | undefined {
  if (!Destination) return undefined;
  const { network } = scene;
  const [from, to] = [vpcsOf(network, Source), vpcsOf(network, Destination)];
  const reachable = connectedTo(network, from);
  if (to.some((vpcId) => reachable.has(vpcId))) return undefined;
  return {
    ExplanationCode: 'DISCONNECTED_VPCS',
    ...pointer(scene, 'SourceVpc', from[0]),
    ...pointer(scene, 'DestinationVpc', to[0]),
  };
}

/** The VPCs that a resource belongs to: those of both sides, or of all attachments, for what connects VPCs. */
function vpcsOf(network: Network, id: string): string[] {
  const attachments = [...network.transitGateways.attachments.values()].flat();
  const attached = attachments.filter((each) => each.id === id || each.transitGatewayId === id);
  const interfaces = interfacesOf(network, id).filter(({ addresses }) => addresses.some(({ family }) => family === 4));
  return [
    ...interfaces.map(({ vpcId }) => vpcId),
    ...[network.internetGateways.get(id), network.vpcEndpoints.get(id)?.vpcId, network.vpnGateways.get(id)?.vpcId],
    ...(network.peeringConnections.get(id)?.sides ?? []).map(({ vpcId }) => vpcId),
    ...attached.filter(({ kind }) => kind === 'vpc').map(({ resourceId }) => resourceId),
  ].flatMap((vpcId) => vpcId ?? []);
}

/** By peering connections and transit gateways, however many: whether the packets get over them is for the walk to say. */
function connectedTo(network: Network, vpcIds: readonly string[]): ReadonlySet<string> {
  const bridges = [
    ...[...network.peeringConnections.values()].map(({ sides }) => sides.map(({ vpcId }) => vpcId)),
    ...groups(network),
  ];
  const known = new Set(vpcIds);
  for (let size = -1; size !== known.size; ) {
    size = known.size;
    for (const bridge of bridges)
      if (bridge.some((each) => known.has(each))) for (const each of bridge) known.add(each);
  }
  return known;
}

/** What each transit gateway joins; two that are peered share their attachment's id. */
function groups({ transitGateways }: Network): string[][] {
  const attachments = [...transitGateways.attachments.values()].flat();
  const gateways = new Set(attachments.map(({ transitGatewayId }) => transitGatewayId));
  return [...gateways].map((gateway) =>
    attachments
      .filter(({ transitGatewayId }) => transitGatewayId === gateway)
      .map(({ kind, id, resourceId }) => (kind === 'vpc' ? resourceId : id)),
  );
}

/** At an internet gateway the far end has a public address. */
function privateBehindGateway(scene: Scene, path: NetworkInsightsPath): Explanation | undefined {
  const { Source = '', Destination = '', SourceIp, DestinationIp, FilterAtSource, FilterAtDestination } = path;
  const asked: [string, string | undefined][] = [
    [Source, FilterAtSource?.SourceAddress ?? SourceIp],
    [Destination, FilterAtDestination?.DestinationAddress ?? DestinationIp],
  ];
  for (const [id, text] of asked) {
    const address = parseAddress(text ?? '');
    if (id.startsWith('igw-') && address && !isPublic(address.value))
      return { ExplanationCode: 'IGW_EXPECTS_PUBLIC_ADDRESS', ...pointer(scene, 'InternetGateway', id), Address: text };
  }
  return undefined;
}
