import { interpret } from '../lib/network/network.ts';
import { type Exposed, exposedIn } from '../lib/reach/exposed.ts';
import { exposure } from '../lib/reach/exposure.ts';
import { accountAsked, tellGaps } from './account.ts';
import { renderTable } from './table.ts';
import type { Run } from './verb.ts';

/** What the internet can reach, there and back, as sets of addresses and ports. */
export const run: Run = async (given, context) => {
  const account = await accountAsked(given, context);
  const network = interpret(account);
  const found = exposure(network).flatMap((each) => exposedIn(network, each));
  if (found.length === 0) context.print('The internet reaches nothing in this account.');
  else context.print(renderTable(['what', 'at', 'protocol', 'ports', 'from', 'through'], found.map(cells)));
  tellGaps(account, context);
  context.emit(found);
  return 0;
};

function cells({ resource, address, protocol, ports, from, via }: Exposed): string[] {
  const sources = from.length > 3 ? `${from.slice(0, 3).join(', ')} and ${from.length - 3} more` : from.join(', ');
  return [resource, address, protocol, ports ?? 'any', sources, via ?? ''];
}
