import type { Scenario } from '../lib/scenario.ts';

/** The files of a case that is only begun: it compiles, deploys and fails its own proof. */
export function scaffold(begun: Pick<Scenario, 'id' | 'track' | 'difficulty'>): Readonly<Record<string, string>> {
  return { 'scenario.ts': scenarioOf(begun), 'en.md': ENGLISH, 'ko.md': KOREAN };
}

const scenarioOf = ({ id, track, difficulty }: Pick<Scenario, 'id' | 'track' | 'difficulty'>) => `\
import { blocked, reaches, tcp } from '../../lib/check/index.ts';
import { decoy } from '../../lib/parts/decoy.ts';
import { host } from '../../lib/parts/host.ts';
import { securityGroup } from '../../lib/parts/security-group.ts';
import { shellAccess } from '../../lib/parts/shell-access.ts';
import { userData, webServer } from '../../lib/parts/user-data.ts';
import { ANYWHERE, publicRouteTable, subnet, uplink, vpc } from '../../lib/parts/vpc.ts';
import { defineScenario } from '../../lib/scenario.ts';

export default defineScenario({
  id: '${id}',
  track: '${track}',
  // TODO the leadership principles that the case gives a story for
  principles: ['dive-deep'],
  difficulty: ${difficulty},
  // TODO how much it hurts the customer: low, normal, high (production is impaired), urgent (it is down) or critical
  severity: 'normal',
  // TODO how long somebody who meets it for the first time takes
  minutes: 20,
  // TODO what it costs an hour at list price, broken and fixed (lib/cost.ts)
  cost: { broken: 0.015, fixed: 0.015 },
  variants: ['A'],
  faults: 1,

  build(stack, terms) {
    const { net, zone } = terms;
    const network = vpc(stack, terms);
    const internet = uplink(stack, network);
    const routes = publicRouteTable(stack, 'PublicRouteTable', network, internet);
    const publicA = subnet(stack, 'PublicA', { vpc: network, cidr: \`\${net}.0.0/24\`, zone, routes });
    const access = shellAccess(stack, { vpc: network, subnet: publicA });
    decoy(stack, terms, network);
    const webSecurityGroup = securityGroup(stack, 'WebSecurityGroup', {
      vpc: network,
      description: 'Web server',
      // TODO inject the fault somewhere, and say in one comment there, which begins with "The fault:", what it is
      ingress: [
        { port: 22, peer: access.securityGroup },
        { port: 80, peer: ANYWHERE },
      ],
    });
    const web = host(stack, 'Web', {
      subnet: publicA,
      securityGroups: [webSecurityGroup],
      userData: userData(webServer({ name: 'web', port: 80, pages: { '/': 'web' } })),
    });
    return {
      vpc: network,
      publicA,
      publicRouteTable: routes,
      webSecurityGroup,
      shellAccess: access.endpoint,
      web,
    };
  },

  // TODO what the customer needs, what security forbids, and what worked before: by effect, never by recipe
  checks: () => ({
    page: reaches('internet', 'web', tcp(80)),
    ssh: blocked('internet', 'web', tcp(22)),
    shell: reaches('shellAccess', 'web', tcp(22)),
  }),
  // TODO exactly the checks that fail on a fresh deploy, each with its code
  broken: { A: {} },

  fixes: {
    // TODO at least two that a learner might make, as calls of the SDK, each with its name in Korean
  },

  wrongFixes: {
    // TODO at least two that must not pass, each with the checks that still fail; together they make every check fail once
  },
});
`;

const ENGLISH = `\
# TODO A title that makes curious and gives nothing away

## Ticket

TODO The customer's words: who they are, what they wanted, what they see (commands and their output), since when, and what
must not change. Addresses are written {{net}}.0.0/16, ports {{port.name}}.

## Hint 1

TODO Where to look, as a question.

## Hint 2

TODO What to compare there.

## Hint 3

TODO Nearly the answer, and still no command to paste.

## Root cause

TODO Why it happens, and why the fix works, with links to at least two pages of the AWS documentation.

## Chain questions

- **Q** TODO What an interviewer would ask next

  **A** TODO The answer in two sentences
`;

const KOREAN = `\
# TODO 호기심을 일으키되 정답을 드러내지 않는 제목

## Ticket

TODO 고객의 말: 누구인지, 무엇을 하려 했는지, 무엇이 보이는지(명령과 출력), 언제부터인지, 바꾸면 안 되는 것은 무엇인지.
주소는 {{net}}.0.0/16, 포트는 {{port.name}}으로 적습니다.

## Hint 1

TODO 어디를 볼지 묻는 질문.

## Hint 2

TODO 거기서 무엇을 비교할지.

## Hint 3

TODO 거의 정답이지만 붙여 넣을 명령은 아닌 것.

## Root cause

TODO 왜 그런지, 해결책이 왜 통하는지. AWS 문서 링크를 두 개 이상 넣습니다.

## Chain questions

- **Q** TODO 면접관이 이어서 물을 질문

  **A** TODO 두 문장 정도의 답
`;
