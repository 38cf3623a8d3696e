import type { Edge, Node } from '@xyflow/react';
import ELK, { type ElkNode } from 'elkjs/lib/elk.bundled.js';
import type { Step } from '../../../api.ts';
import type { Exposure, Spot, SubnetArea, Topology } from './topology.ts';

/** What a node of the map shows. */
export type MapData =
  | { readonly shape: 'vpc'; readonly title: string; readonly detail: string }
  | { readonly shape: 'zone'; readonly title: string }
  | {
      readonly shape: 'subnet';
      readonly title: string;
      readonly detail: string;
      readonly exposure: Exposure;
      readonly page: string;
    }
  | { readonly shape: 'spot'; readonly spot: Spot }
  | { readonly shape: 'packet'; readonly step: Step };

export type MapNode = Node<MapData & Record<string, unknown>>;

export interface Drawing {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly Edge[];
}

const SPOT = { width: 190, height: 56 };
const AROUND = '[top=54,left=14,bottom=14,right=14]';

const elk = new ELK();

/** Draws a VPC as AWS does: zones beside each other with their subnets below each other, the edge of the VPC to the right. */
export async function draw(topology: Topology): Promise<Drawing> {
  const { vpc, zones, edge } = topology;
  const data = new Map<string, MapData>();
  const note = (id: string, what: MapData) => {
    data.set(id, what);
    return id;
  };
  const spot = (each: Spot): ElkNode => ({ id: note(each.id, { shape: 'spot', spot: each }), ...SPOT });
  const graph: ElkNode = {
    id: 'map',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
      'elk.direction': 'RIGHT',
      'elk.layered.spacing.nodeNodeBetweenLayers': '70',
      'elk.spacing.nodeNode': '24',
    },
    children: [
      {
        id: note(vpc.id, { shape: 'vpc', title: vpc.name || vpc.id, detail: `${vpc.id} · ${vpc.cidr}` }),
        layoutOptions: { 'elk.padding': AROUND },
        children: zones.map((zone) => ({
          id: note(`zone ${zone.name}`, { shape: 'zone', title: zone.name }),
          layoutOptions: { 'elk.padding': AROUND },
          children: zone.subnets.map((subnet) => subnetNode(subnet, note, spot)),
        })),
      },
      ...edge.map(spot),
    ],
    edges: edgesOf(topology).map(({ id, source, target }) => ({ id, sources: [source], targets: [target] })),
  };
  const placed = await elk.layout(graph);
  return { nodes: flatten(placed.children ?? [], data), edges: edgesOf(topology) };
}

function subnetNode(
  subnet: SubnetArea,
  note: (id: string, what: MapData) => string,
  spot: (each: Spot) => ElkNode,
): ElkNode {
  const { id, name, cidr, exposure, routeTable } = subnet;
  const table = `${routeTable.name || routeTable.id}${routeTable.isMain ? ' (main)' : ''}`;
  const detail = `${cidr} · ${table}`;
  note(id, { shape: 'subnet', title: name || id, detail, exposure, page: `vpc/subnets/${id}` });
  const children = subnet.spots.map(spot);
  // What holds nothing still has a name to show.
  const empty = children.length === 0 ? { width: 230, height: 70 } : {};
  return {
    id,
    ...empty,
    layoutOptions: {
      'elk.padding': AROUND,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': '(230,70)',
    },
    children,
  };
}

const known = ({ zones, edge }: Topology, id: string): boolean =>
  edge.some((each) => each.id === id) ||
  zones.some(({ subnets }) => subnets.some(({ spots }) => spots.some((each) => each.id === id)));

/** The page of what a node shows, where it has one. */
export function pageOf(data: MapData): string | undefined {
  return data.shape === 'spot' ? data.spot.page : data.shape === 'subnet' ? data.page : undefined;
}

/** Every node with the place that the layout gave it inside of its parent; parents come first. */
function flatten(nodes: readonly ElkNode[], data: ReadonlyMap<string, MapData>, parent?: string): MapNode[] {
  return nodes.flatMap((node) => {
    const what = data.get(node.id);
    if (!what) return [];
    const own: MapNode = {
      id: node.id,
      type: what.shape,
      data: { ...what },
      position: { x: node.x ?? 0, y: node.y ?? 0 },
      width: node.width ?? 0,
      height: node.height ?? 0,
      style: { width: node.width ?? 0, height: node.height ?? 0 },
      ...(parent && { parentId: parent }),
      draggable: false,
      connectable: false,
      ...(pageOf(what) ? { ariaRole: 'link' } : { focusable: false }),
    };
    return [own, ...flatten(node.children ?? [], data, node.id)];
  });
}

/** A line for each way that a subnet's routes lead, and from each internet gateway to the internet. */
function edgesOf(topology: Topology): Edge[] {
  const out = topology.edge
    .filter(({ kind }) => kind === 'Internet gateway')
    .map(({ id }) => ({ id: `${id}>internet`, source: id, target: 'internet' }));
  const ways = topology.zones.flatMap(({ subnets }) =>
    subnets.flatMap(({ id, name, ways }) =>
      ways
        .filter(({ to }) => known(topology, to))
        .map(({ to, destinations, active }) => ({
          id: `${id}>${to}`,
          source: id,
          target: to,
          label: destinations.join(', '),
          ariaLabel: `${name || id} sends ${destinations.join(', ')} to ${to}${active ? '' : ', a blackhole'}`,
          style: active ? {} : { strokeDasharray: '6 4' },
          zIndex: 1,
        })),
    ),
  );
  return [...ways, ...out];
}
