import type { Step } from '../../../api.ts';
import type { MapNode } from './layout.ts';

/** The place of a packet: the middle of a resource, near the top of what holds others, so that it hides none of them. */
export function placeOf(nodes: readonly MapNode[], steps: readonly Step[]): { x: number; y: number } | undefined {
  const drawn = steps.findLast(({ at }) => nodes.some(({ id }) => id === at));
  const node = nodes.find(({ id }) => id === drawn?.at);
  if (!node) return undefined;
  const { x, y } = cornerOf(nodes, node);
  const holds = node.type !== 'spot';
  return {
    x: x + (holds ? (node.width ?? 0) - 40 : (node.width ?? 0) / 2),
    y: y + (holds ? 16 : (node.height ?? 0) / 2),
  };
}

/** A node's corner on the map; what it was given is inside of its parent. */
function cornerOf(nodes: readonly MapNode[], { position, parentId }: MapNode): { x: number; y: number } {
  const parent = nodes.find(({ id }) => id === parentId);
  if (!parent) return position;
  const around = cornerOf(nodes, parent);
  return { x: around.x + position.x, y: around.y + position.y };
}
