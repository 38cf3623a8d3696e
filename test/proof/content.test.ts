import { CfnInternetGateway, CfnSubnet } from 'aws-cdk-lib/aws-ec2';
import { expect, it } from 'vitest';
import type { Scenario } from '../../lib/scenario.ts';
import { type Case, contentProblems, readCase } from '../../proof/content.ts';
import { findScenario } from '../../scenarios/index.ts';

/** A case that keeps to all rules, to be spoilt in one way at a time. */
const good = readCase(findScenario('vpc-peering-one-way-route'));
const { scenario, markdown, source = '' } = good;
const { en = '', ko = '' } = markdown;

function problems(spoilt: Partial<Case>): Record<string, readonly string[]> {
  const found = contentProblems({ ...good, ...spoilt }).filter((rule) => rule.problems.length > 0);
  return Object.fromEntries(found.map((rule) => [rule.title, rule.problems]));
}

const text = (change: { en?: string; ko?: string }) => ({ markdown: { en, ko, ...change } });
const building = (more: Scenario['build']): Partial<Case> => ({
  scenario: { ...scenario, build: (stack, terms) => ({ ...scenario.build(stack, terms), ...more(stack, terms) }) },
});
const inEachVariant = (problem: string) => ['A', 'B', 'C'].map((variant) => `variant ${variant}: ${problem}`);

it('finds nothing in a case that keeps to the rules', () => {
  expect(problems({})).toEqual({});
});

const SAME = 'all languages say the same';
const COMPLETE = 'the texts are complete in every language';
const AWAY = 'it tells nothing away before it is solved';
const CAUSE = 'the root cause is explained for every variant, with links to the AWS documentation';

it.each<[string, Partial<Case>, Record<string, unknown>]>([
  [
    'a fault without its comment',
    { source: source.replace('// The fault:', '//') },
    {
      'each fault stands at one comment that begins with "The fault:"': [
        'scenario.ts has 2 such comments, and declares 3 faults',
      ],
    },
  ],
  [
    'what is still to be written',
    { source: `${source}\n// TODO a fix` },
    { 'nothing of it is still to be written': [expect.stringMatching(/^scenario\.ts:\d+: \/\/ TODO a fix$/)] },
  ],
  [
    'a Korean heading that is missing',
    text({ ko: ko.replace('## Hint 2', '## Hint') }),
    { [COMPLETE]: [expect.stringContaining('unknown heading “Hint”')] },
  ],
  [
    'a language that is missing',
    { markdown: { en, ko: undefined } },
    {
      [COMPLETE]: [expect.stringContaining('ko.md does not exist')],
      [CAUSE]: [expect.stringContaining('ko.md does not exist')],
    },
  ],
  [
    'a hint that was changed in one language alone',
    text({ en: en.replace('{{net}}.10.0/24?', '{{net}}.11.0/24?') }),
    {
      [SAME]: expect.arrayContaining([
        expect.stringMatching(/^Hint 3: figures in the first language only: \{\{net\}\}\.11\.0/),
      ]),
    },
  ],
  [
    'a question that was added in one language alone',
    text({ en: `${en}\n- **Q** Why?\n\n  **A** Because.\n` }),
    { [SAME]: ['Chain questions: lists with 6 and 5 items'] },
  ],
  [
    'an address that another seed would change',
    text({
      en: en.replaceAll('{{net}}.10.0/24', '10.20.10.0/24'),
      ko: ko.replaceAll('{{net}}.10.0/24', '10.20.10.0/24'),
    }),
    {
      'the texts name no address or port that another seed would change': expect.arrayContaining([
        'en.md says 10.20.10.0: {{net}} and {{port.…}} stand for it',
      ]),
    },
  ],
  [
    'a placeholder that nothing is put for',
    text({ en: en.replaceAll('{{farNet}}', '{{otherNet}}'), ko: ko.replaceAll('{{farNet}}', '{{otherNet}}') }),
    { [COMPLETE]: expect.arrayContaining(['en.md: nothing is put for {{otherNet}}']) },
  ],
  [
    'a variant that is not explained',
    text({ en: en.replace('Variant C', 'The third'), ko }),
    { [CAUSE]: ['en.md does not explain Variant C'] },
  ],
  [
    'a ticket that names the cure',
    text({ en: en.replace('Regards,', 'We lack a return route.\n\nRegards,') }),
    { [AWAY]: ['the ticket says "return route"'] },
  ],
  [
    'a resource whose name gives the answer away',
    building((stack) => ({ spare: new CfnInternetGateway(stack, 'BrokenGateway') })),
    {
      [AWAY]: expect.arrayContaining(inEachVariant('its resources say "Broken"')),
    },
  ],
  [
    'a zone that is written down',
    building((stack) => ({
      fixed: new CfnSubnet(stack, 'Fixed', {
        vpcId: 'vpc-1',
        cidrBlock: '10.1.0.0/24',
        availabilityZone: 'us-east-1a',
      }),
    })),
    {
      'it is bound to no Region, zone, account or image': expect.arrayContaining([
        ...inEachVariant('its template says us-east-1a'),
        ...inEachVariant('Fixed does not choose its zone from those of the Region'),
      ]),
    },
  ],
  [
    'a variant without fixes',
    { scenario: { ...scenario, fixes: {} } },
    {
      'every variant says what fails, and has two fixes and two wrong fixes': ['A', 'B', 'C'].map(
        (variant) => `variant ${variant} has 0 accepted fixes`,
      ),
    },
  ],
])('finds %s', (_, spoilt, expected) => {
  const found = problems(spoilt);
  expect(found).toMatchObject(expected);
});
