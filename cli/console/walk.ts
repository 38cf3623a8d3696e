import type { ProbeRequest, Step, Walk } from '../../console/server/labs.ts';
import { snapshot } from '../../lib/account/snapshot.ts';
import { BreakfixError } from '../../lib/error.ts';
import { interpret, type Network } from '../../lib/network/network.ts';
import { trace } from '../../lib/reach/flow.ts';
import { noteInKorean } from '../../lib/reach/note-ko.ts';
import type { Hop } from '../../lib/reach/trace.ts';
import { scenarios } from '../../scenarios/index.ts';
import { mayDebrief } from '../debrief.ts';
import { labsAt } from '../lab-state.ts';
import type { Context, Target } from '../verb.ts';

/** The way of a packet and of its answer between two resources, as far as nothing drops it. */
export async function walkView({ lang }: Context, target: Target, { from, to, port }: ProbeRequest): Promise<Walk> {
  await refuseOpenCases(target);
  const network = interpret(await snapshot(target.clients));
  const { verdict, forward, return: back } = trace(network, { from, to, protocol: 'tcp', port });
  const hops = [...forward, ...back];
  const end = hops.findIndex((hop) => hop.verdict === 'drop');
  const seen = end < 0 ? hops : hops.slice(0, end + 1);
  return {
    verdict,
    steps: seen.map((hop) => stepOf(network, hop, lang === 'ko' ? noteInKorean : (note = '') => note)),
  };
}

async function refuseOpenCases(target: Target): Promise<void> {
  const deployed = new Set((await labsAt(target)).filter(({ state }) => state !== 'absent').map((lab) => lab.scenario));
  const open = scenarios.filter((scenario) => deployed.has(scenario.id) && !mayDebrief(scenario)).map(({ id }) => id);
  if (open.length === 0) return;
  throw new BreakfixError(
    'CASE_OPEN',
    `Where the packet goes would give away what is wrong in ${open.join(', ')}.`,
    'solve it or give it up first; a probe tells what curl sees',
    75,
  );
}

const stepOf = (network: Network, hop: Hop, words: (note?: string) => string): Step => ({
  direction: hop.direction,
  kind: hop.kind,
  component: hop.component,
  at: placeOf(network, hop),
  verdict: hop.verdict,
  says: [hop.rule, words(hop.note)].filter(Boolean).join(' · '),
});

/** Security groups are at whatever the interface serves, network ACLs and route tables at their subnet, all else is where it is. */
function placeOf(network: Network, { kind, component, interfaceId, subnetId }: Hop): string {
  if (kind === 'network-interface') return servedBy(network, component);
  if (kind === 'security-group') return servedBy(network, interfaceId ?? component);
  return subnetId ?? component;
}

function servedBy(network: Network, id: string): string {
  const nic = network.interfaces.get(id);
  const balancer = network.balancerOf.get(id)?.arn;
  const endpoint = network.vpcEndpointOf.get(id)?.id;
  // A load balancer and an endpoint stand on a map once in each of their subnets.
  const spread = balancer ?? endpoint;
  if (spread !== undefined) return `${spread}@${nic?.subnetId}`;
  return nic?.instanceId ?? network.natGatewayOf.get(id)?.id ?? id;
}
