import { interpret } from '../lib/network/network.ts';
import { type Exposed, exposedIn } from '../lib/reach/exposed.ts';
import { exposure } from '../lib/reach/exposure.ts';
import { accountAsked, tellGaps } from './account.ts';
import { renderTable } from './table.ts';
import type { Run } from './verb.ts';
import type { Words } from './words/index.ts';

/** What the internet can reach, there and back, as sets of addresses and ports. */
export const run: Run = async (given, context) => {
  const account = await accountAsked(given, context);
  const network = interpret(account);
  const found = exposure(network).flatMap((each) => exposedIn(network, each));
  const { exposure: words } = context.words.account;
  if (found.length === 0) context.print(words.nothing);
  else
    context.print(
      renderTable(
        words.head,
        found.map((each) => cells(each, words)),
      ),
    );
  tellGaps(account, context);
  context.emit(found);
  return 0;
};

type Said = Words['account']['exposure'];

function cells({ resource, address, protocol, ports, from, via }: Exposed, words: Said): string[] {
  const sources = from.length > 3 ? `${from.slice(0, 3).join(', ')} ${words.more(from.length - 3)}` : from.join(', ');
  return [resource, address, protocol, ports ?? words.any, sources, via ?? ''];
}
