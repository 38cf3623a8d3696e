import { hopsOf } from '../../lib/reach/hops.ts';
import type { Comparison } from './compare.ts';

/** What the kernel did and what the walk says, step by step, and the network it happened in. */
export function tell({ sketch, connection, kernel, courses, error }: Comparison): string {
  const { from, source, sourcePort, destination, port } = connection;
  const engine = courses.map((course) =>
    [
      `  engine: ${course.at.kind}`,
      ...hopsOf(course).map((hop) => {
        const { header: h } = hop;
        const way = `${h.source}:${h.sourcePort} > ${h.destination}:${h.destinationPort}`;
        return `    ${hop.direction} ${hop.verdict} ${hop.component} ${way} ${hop.rule ?? ''} ${hop.note ?? ''}`;
      }),
    ].join('\n'),
  );
  return [
    `${from.name} ${source}:${sourcePort} > ${destination}:${port}`,
    `  kernel: ${kernel.told}; the SYN was heard at ${kernel.heardAt.join(', ') || 'no place'}`,
    ...engine,
    ...(error ? [`  engine: ${error}`] : []),
    `  in ${JSON.stringify(sketch)}`,
  ].join('\n');
}
