import { WORDS } from '../../cli/words/index.ts';
import { emptyAccount } from '../../lib/account/empty.ts';
import { CHECK_WORDS } from '../../lib/check/words/index.ts';
import { interpret } from '../../lib/network/network.ts';
import type { Scenario } from '../../lib/scenario.ts';
import { drawTerms } from '../../lib/terms.ts';
import { type Language, readText } from '../../lib/text.ts';
import { GRADING_RULES } from '../../proof/rules.ts';
import { scenarios } from '../../scenarios/index.ts';

/** Every generated page about the cases: its path in the repository, and its content. */
export function casePages(): ReadonlyMap<string, string> {
  const pages = scenarios.map((scenario) => [`docs/cases/${scenario.id}.md`, casePage(scenario)] as const);
  return new Map([['docs/cases/README.md', overview()], ...pages]);
}

const NOTE = 'Written by `npm run docs` from the cases themselves; a test fails when it is stale.';

const titleOf = (scenario: Scenario, language: Language = 'en') =>
  readText(scenario.id, language, drawTerms(scenario)).title;
const stars = ({ difficulty }: Scenario) => '★'.repeat(difficulty);
const usd = (amount: number) => `$${amount.toFixed(3)}`;

/** The table of cases for the README, in teaching order. */
export function caseTable(): string {
  const rows = scenarios.map(
    (each) =>
      `| [\`${each.id}\`](docs/cases/${each.id}.md) | ${titleOf(each)} | ${each.track} | ${stars(each)} | ${each.variants.length} |`,
  );
  return ['| case | title | track | level | variants |', '|---|---|---|---|---|', ...rows].join('\n');
}

function overview(): string {
  const rows = scenarios.flatMap((scenario) =>
    scenario.variants.map((variant, index) => {
      const name = index === 0 ? `[\`${scenario.id}\`](${scenario.id}.md)` : '';
      const { fixes, wrongFixes, broken } = scenario;
      return `| ${name} | ${variant} | ${Object.keys(broken[variant] ?? {}).length} | ${count(fixes, variant)} | ${count(wrongFixes, variant)} |`;
    }),
  );
  const sum = (of: (scenario: Scenario, variant: string) => number) =>
    scenarios.reduce((all, each) => all + each.variants.reduce((total, variant) => total + of(each, variant), 0), 0);
  const variants = scenarios.reduce((all, each) => all + each.variants.length, 0);
  const total = `| ${scenarios.length} cases | ${variants} | ${sum((each, variant) => Object.keys(each.broken[variant] ?? {}).length)} | ${sum((each, variant) => count(each.fixes, variant))} | ${sum((each, variant) => count(each.wrongFixes, variant))} |`;
  return `${[
    '# Cases',
    NOTE,
    'What is counted here is proven by `breakfix verify` and by `npm test`: deployed fresh, exactly the declared checks fail; every accepted fix makes all of them pass; every wrong fix leaves its declared checks failing for their declared reason; and each time the lab is destroyed without remains and deployed anew.',
    [
      '| case | variant | failing checks | accepted fixes | wrong fixes |',
      '|---|---|---|---|---|',
      ...rows,
      total,
    ].join('\n'),
    '## The rules of the grader',
    'They hold in every case. The figures say how many fixes and wrong fixes of a case would come out otherwise without the rule.',
    GRADING_RULES.map(({ id, means }) => `- **${id}** ${means}`).join('\n'),
    [
      `| case | ${GRADING_RULES.map(({ id }) => id).join(' | ')} |`,
      `|---|${GRADING_RULES.map(() => '---|').join('')}`,
      ...scenarios.map(
        (each) => `| \`${each.id}\` | ${GRADING_RULES.map(({ shownBy }) => shownBy(each).length || '').join(' | ')} |`,
      ),
    ].join('\n'),
  ].join('\n\n')}\n`;
}

const suits =
  (variant: string) =>
  ({ variants }: { readonly variants?: readonly string[] }) =>
    variants?.includes(variant) ?? true;

const count = (moves: Readonly<Record<string, { readonly variants?: readonly string[] }>>, variant: string) =>
  Object.values(moves).filter(suits(variant)).length;

function casePage(scenario: Scenario): string {
  const terms = drawTerms(scenario);
  const [english, korean] = [readText(scenario.id, 'en', terms), readText(scenario.id, 'ko', terms)];
  const { cost, track, minutes, variants, principles } = scenario;
  const facts = [
    ['track', track],
    ['level', stars(scenario)],
    ['minutes', `${minutes}`],
    ['variants', variants.join(', ')],
    ['cost per hour on an account of one’s own', `${usd(cost.broken)} as deployed, ${usd(cost.fixed)} once fixed`],
    ['leadership principles', principles.map((each) => WORDS.en.debrief.principles[each]).join(', ')],
  ];
  return `${[
    `# ${english.title}`,
    NOTE,
    `\`npx breakfix play ${scenario.id}\``,
    ['| | |', '|---|---|', ...facts.map(([name, value]) => `| ${name} | ${value} |`)].join('\n'),
    '## Ticket',
    english.ticket,
    `## 티켓: ${korean.title}`,
    korean.ticket,
    '## What is graded',
    checksOf(scenario)
      .map((each) => `- ${each}`)
      .join('\n'),
    'In every lab besides: nothing gives the internet a shell, and no security group opens all ports to more than a subnet, an address or a group.',
    `## ${Object.keys(scenario.fixes).length} accepted and ${Object.keys(scenario.wrongFixes).length} wrong fixes, and the root cause`,
    '<details><summary>This gives the answer away.</summary>',
    english.rootCause,
    '### Accepted fixes',
    Object.entries(scenario.fixes)
      .map(([name, { variants: of, advises }]) => `- ${name}${only(of)}${advises ? ' (with a remark)' : ''}`)
      .join('\n'),
    '### Wrong fixes',
    Object.entries(scenario.wrongFixes)
      .map(
        ([name, { variants: of, fails }]) =>
          `- ${name}${only(of)}: ${Object.entries(fails)
            .map(([check, code]) => `\`${check}\` ${code}`)
            .join(', ')}`,
      )
      .join('\n'),
    '</details>',
  ].join('\n\n')}\n`;
}

const only = (variants: readonly string[] | undefined) => (variants ? ` (${variants.join(', ')})` : '');

/** What the checks expect, in words: each says so even of an account in which there is nothing. */
function checksOf(scenario: Scenario): string[] {
  const network = interpret(emptyAccount('123456789012', 'us-east-1'));
  const nothing = { network, places: {}, charges: [], words: CHECK_WORDS.en };
  return Object.values(scenario.checks(drawTerms(scenario))).map((check) => check.run(nothing).expected);
}
