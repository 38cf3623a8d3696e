import { type Intervals, subtract, union } from '../network/interval.ts';
import { ICMP, ICMPV6, TCP, UDP } from '../network/packets.ts';
import { nameProtocols } from '../network/permission.ts';
import { merged, textOf } from './boxes.ts';
import type { Course } from './course.ts';
import type { Asked } from './told.ts';

/** Packets that get there: ports as `443,8000-8080`, null for all of them. */
export interface Allowed {
  /** `tcp`, `udp`, `icmp`, IANA numbers such as `47` or `0,2-5`, or `all`. */
  readonly protocol: string;
  readonly sourcePorts: string | null;
  readonly ports: string | null;
  /** For TCP: the packets get there, but no answer to them comes back. */
  readonly responseBlocked: boolean;
}

const FIELDS = ['protocols', 'sourcePorts', 'ports'] as const;
type Box = { readonly [F in (typeof FIELDS)[number]]: Intervals };

/** The exact set of flows that get through: protocols that fare alike stand together, and of TCP what is answered and what is not apart. */
export function allowedOf(asked: readonly Asked[]): Allowed[] {
  const answers = asked.map(({ answer }) => answer);
  const lost = answers.flatMap(({ failing }) => failing.filter(({ direction }) => direction === 'return')).map(boxOf);
  const arrived = [...answers.flatMap(({ passing }) => passing).map(boxOf), ...lost.filter((box) => !isTcp(box))];
  const [answered, unanswered] = [arrived, lost.filter(isTcp)].map((boxes) => merged(byProtocol(boxes), FIELDS));
  const open = answered ?? [];
  const everything = union([...open.filter(isFull).flatMap(({ protocols }) => protocols), [ICMPV6, ICMPV6]]);
  if (subtract([[0, 255]], everything).length === 0 && unanswered?.length === 0)
    return [{ protocol: 'all', sourcePorts: null, ports: null, responseBlocked: false }];
  return [
    ...open.map((box) => ({ ...named(box), responseBlocked: false })),
    ...(unanswered ?? []).map((box) => ({ ...named(box), responseBlocked: true })),
  ];
}

const boxOf = ({ initial }: Course): Box => {
  const { protocols, sourcePorts, destinationPorts: ports } = initial;
  return { protocols, sourcePorts, ports };
};

const byProtocol = (boxes: readonly Box[]) =>
  [...boxes].sort((a, b) => Number(a.protocols[0]?.[0] ?? 0) - Number(b.protocols[0]?.[0] ?? 0));

const isOnly = ({ protocols }: Box, number: number) =>
  protocols.length === 1 && protocols[0]![0] === number && protocols[0]![1] === number;

const isTcp = (box: Box) => isOnly(box, TCP);
const hasPorts = (box: Box) => isTcp(box) || isOnly(box, UDP);

const isFull = (box: Box): boolean => {
  const { sourcePorts, ports } = named(box);
  return sourcePorts === null && ports === null;
};

function named(box: Box): Omit<Allowed, 'responseBlocked'> {
  const isNamed = [TCP, UDP, ICMP, ICMPV6].some((number) => isOnly(box, number));
  return {
    protocol: isNamed ? nameProtocols(box.protocols) : textOf(box.protocols),
    sourcePorts: hasPorts(box) ? portsOf(box.sourcePorts) : null,
    ports: hasPorts(box) ? portsOf(box.ports) : null,
  };
}

/** Port 0 cannot be used, so it makes no difference. */
function portsOf(ports: Intervals): string | null {
  const usable = subtract(ports, [[0, 0]]);
  return usable.length === 1 && usable[0]![0] === 1 && usable[0]![1] === 65_535 ? null : textOf(usable);
}
