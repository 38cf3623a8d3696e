import type { AddressSet, Family } from '../network/address.ts';
import { covers } from '../network/interval.ts';
import type { Network } from '../network/network.ts';
import { theInternet } from '../reach/end.ts';
import { lastHopOf } from '../reach/hops.ts';
import { ask, questionsBetween } from '../reach/question.ts';
import type { Check } from './check.ts';
import { awake } from './flow.ts';
import { cannotTell, unread } from './host.ts';
import { allowMostPorts } from './permission.ts';
import { tcp } from './service.ts';

/** SSH and Remote Desktop. */
const SHELLS = tcp(22, 3389);

/** Nothing in the lab answers the internet on a port that gives a shell, whoever made it. */
const shells: Check<never> = {
  places: [],
  run(view) {
    const { network, words } = view;
    const expected = words.house.noShell;
    const gap = unread(network, /describe-network-interfaces$/);
    if (gap) return cannotTell(view, expected, words.untold.failed(gap.command));
    const all = awake(network);
    const answers = [...all.interfaces.values()].flatMap((nic) =>
      questionsBetween(theInternet(all), { kind: 'interface', nic, public: true }, SHELLS.boxes).map((question) => ({
        nic,
        answer: ask(all, question),
      })),
    );
    const open = answers.filter(({ answer }) => answer.passing.length > 0);
    const where = [...new Set(open.map(({ nic }) => nic.instanceId ?? nic.id))];
    if (where.length > 0) return { verdict: 'fail', expected, actual: words.house.getsIn, where, code: 'REACHABLE' };
    const [untold] = answers.flatMap(({ answer }) => answer.unknown);
    if (untold) return cannotTell(view, expected, words.note(lastHopOf(untold)?.note) || words.untold.notFollowed);
    return { verdict: 'pass', expected, actual: words.house.staysOut, where: [] };
  },
};

/** No security group in use opens most ports to more than one subnet, one address, or the members of a group. */
const manyPorts: Check<never> = {
  places: [],
  run(view) {
    const { network, words } = view;
    const expected = words.house.fewPorts;
    const used = [...new Set([...network.interfaces.values()].flatMap((nic) => nic.groups))];
    const groups = used.map((id) => network.securityGroups.get(id));
    const wide = groups.flatMap((group) => {
      const rules = group?.ingress.filter((rule) => !rule.referencedGroup && isWide(network, rule.peer)) ?? [];
      return group && allowMostPorts(rules) ? [{ group, rules }] : [];
    });
    if (wide.length > 0) {
      const where = wide.map(({ group }) => group.id);
      const cause = wide
        .map(({ group, rules }) => `${group.id}: ${rules.map(({ text }) => text).join(', ')}`)
        .join('; ');
      return { verdict: 'fail', expected, actual: words.house.oneOpens, where, code: 'RULE_TOO_WIDE', cause };
    }
    if (groups.includes(undefined)) return cannotTell(view, expected, words.untold.rulesUnread);
    return { verdict: 'pass', expected, actual: words.house.noneOpens, where: [] };
  },
};

function isWide({ subnets }: Network, peer: AddressSet): boolean {
  const blocks = [...subnets.values()].flatMap(({ cidrs }) => cidrs);
  const families: readonly Family[] = [4, 6];
  return families.some((family) =>
    peer[family].some(
      ([first, last]) =>
        first !== last &&
        !blocks.some((block) => block.family === family && covers([[block.first, block.last]], [[first, last]])),
    ),
  );
}

/** What holds in every lab, whatever its ticket asks for. */
export const HOUSE_RULES = { shells, manyPorts } as const;

export type HouseRule = keyof typeof HOUSE_RULES;
