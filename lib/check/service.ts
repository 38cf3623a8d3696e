import type { CheckWords } from './words/index.ts';

/** First and last, both included. */
export type Range = readonly [first: number, last: number];

/** A set of protocols (IANA numbers) and destination ports, and what a person calls it: without a name, any port. */
export interface Service {
  readonly name?: string;
  readonly boxes: readonly { readonly protocols: readonly Range[]; readonly ports: readonly Range[] }[];
}

const TCP = 6;
const ALL_PROTOCOLS: Range = [0, 255];
const ALL_PORTS: Range = [0, 65535];

/** TCP on some ports or ranges of ports: `tcp(443)`, `tcp(22, 25)`, `tcp([1024, 65535])`. */
export function tcp(...ports: readonly (number | Range)[]): Service {
  const ranges = ports.map((port): Range => (typeof port === 'number' ? [port, port] : port));
  const names = ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
  return { name: `tcp/${names.join(',')}`, boxes: [{ protocols: [[TCP, TCP]], ports: ranges }] };
}

export const serviceName = ({ name }: Service, { ends }: CheckWords): string => name ?? ends.anyPort;

/** Every protocol on every port. */
export const anyPort: Service = { boxes: [{ protocols: [ALL_PROTOCOLS], ports: [ALL_PORTS] }] };
