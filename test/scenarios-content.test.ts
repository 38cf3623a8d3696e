import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../lib/package-root.ts';
import { ROLE_TAG } from '../lib/place.ts';
import type { Scenario } from '../lib/scenario.ts';
import { defineStack } from '../lib/stack.ts';
import { drawTerms } from '../lib/terms.ts';
import { LANGUAGES, readText } from '../lib/text.ts';
import { findScenario, scenarios } from '../scenarios/index.ts';

/** How many faults each case injects, over all its variants. */
const FAULTS: Readonly<Record<string, number>> = {
  'public-subnet-missing-igw-route': 1,
  'private-subnet-no-nat': 1,
  'nat-gateway-in-private-subnet': 1,
  'sg-syn-dropped': 2,
  'nacl-syn-ack-dropped': 3,
  'alb-misrouted-listener-rule': 4,
  'alb-in-private-subnets': 1,
  'alb-502-vs-504-targets': 2,
  's3-gateway-endpoint-route-missing': 3,
  'ssm-interface-endpoints-unreachable': 2,
  'vpc-peering-one-way-route': 3,
  'asymmetric-path-syn-ack-dropped': 2,
};

/** Words that would give the answer away, or that something is there to lead astray. */
const SPOILER = new RegExp(
  '\\b(fault|faulty|broken|missing|wrong|wrongly|drop|drops|dropped|denied|block|blocked|stale|incorrect|bug|bypass|' +
    'misrouted|misconfigured|asymmetric|shadow|shadows|decoy|unused|spare|trap|nat|mirror|ephemeral|solution|root cause)\\b',
  'i',
);

const folder = join(packageRoot(), 'scenarios');
const read = (...path: readonly string[]) => readFileSync(join(folder, ...path), 'utf8');

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>> & { readonly Tags?: readonly Tag[] };
}

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

interface Template {
  readonly Description?: string;
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default?: string }>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

/** The template as it is sent, and what lies beside it in the cloud assembly. */
function synthesise(scenario: Scenario, variant: string): { template: Template; assets: number } {
  const app = new App({ analyticsReporting: false });
  const stack = defineStack(app, scenario, drawTerms(scenario, undefined, variant));
  const artifact = app.synth().getStackByName(stack.stackName);
  return { template: artifact.template as Template, assets: artifact.assets.length };
}

test('every case has a folder of its name, and no folder is without a case', () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(scenarios.map(({ id }) => id).sort());
});

test('finds a case by its id, and names all when there is none', () => {
  expect(findScenario('sg-syn-dropped').id).toBe('sg-syn-dropped');
  expect(() => findScenario('no-such-case')).toThrow('no-such-case');
});

test('refuses a variant that the case does not have', () => {
  expect(() => synthesise(findScenario('sg-syn-dropped'), 'Z')).toThrow('no variant Z');
});

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (id, scenario) => {
  test('marks each injected fault with one comment', () => {
    expect(read(id, 'scenario.ts').split('// The fault:').length - 1).toBe(FAULTS[id]);
  });

  test('says what fails in every variant, and has a fix for each', () => {
    expect(Object.keys(scenario.broken).sort()).toEqual([...scenario.variants].sort());
    for (const variant of scenario.variants) {
      const ofVariant = (move: { variants?: readonly string[] }) => move.variants?.includes(variant) ?? true;
      expect(Object.keys(scenario.broken[variant] ?? {})).not.toEqual([]);
      expect(Object.values(scenario.fixes).filter(ofVariant).length).toBeGreaterThan(1);
      expect(Object.values(scenario.wrongFixes).filter(ofVariant).length).toBeGreaterThan(1);
    }
  });

  test('says the same things in both languages', () => {
    const [english, korean] = LANGUAGES.map((language) => readText(id, language, drawTerms(scenario)));
    const headings = LANGUAGES.map((language) => read(id, `${language}.md`).match(/^## .*$/gm));
    expect(headings[1]).toEqual(headings[0]);
    expect(english?.hints).toHaveLength(3);
    expect(english?.chainQuestions.length).toBeGreaterThan(3);
    expect(korean?.chainQuestions).toHaveLength(english?.chainQuestions.length ?? 0);
    expect(korean?.title).toMatch(/\p{Script=Hangul}/u);
  });

  test.each(LANGUAGES)(
    'leaves nothing open in its texts, and names no address that another seed would change (%s)',
    (language) => {
      expect(JSON.stringify(readText(id, language, drawTerms(scenario)))).not.toMatch(/\{\{|\}\}/);
      expect(read(id, `${language}.md`)).not.toMatch(/\b10\.([2-7]\d|1[2-7]\d)\./);
      for (const port of Object.values(scenario.ports).flat())
        expect(read(id, `${language}.md`)).not.toContain(`${port}`);
    },
  );

  test.each(LANGUAGES)('explains the cause with links to the AWS documentation (%s)', (language) => {
    const { rootCause } = readText(id, language, drawTerms(scenario));
    const links = rootCause.match(/https:\/\/docs\.aws\.amazon\.com\/[^)\s]+\.html/g) ?? [];
    expect(links.length).toBeGreaterThan(1);
    for (const variant of scenario.variants.length > 1 ? scenario.variants : []) {
      expect(rootCause).toContain(language === 'en' ? `Variant ${variant}` : `변형 ${variant}`);
    }
  });

  describe.each(scenario.variants)('variant %s', (variant) => {
    const { template, assets } = synthesise(scenario, variant);
    const resources = Object.entries(template.Resources);

    test('needs no assets and fits into one request', () => {
      expect(assets).toBe(0);
      expect(Buffer.byteLength(JSON.stringify(template, undefined, 1))).toBeLessThan(50 * 1024);
    });

    test('is bound to no Region, zone, account or image', () => {
      const text = JSON.stringify(template);
      expect(text).not.toMatch(/\b(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d[a-f]?\b/);
      expect(text).not.toMatch(/\bami-[0-9a-f]+\b/);
      expect(text).not.toMatch(/\b\d{12}\b/);
      expect(Object.values(template.Parameters ?? {}).map(({ Type }) => Type)).toEqual([
        'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
      ]);
      const subnets = resources.filter(([, { Type }]) => Type === 'AWS::EC2::Subnet');
      for (const [, { Properties }] of subnets) expect(Properties.AvailabilityZone).toHaveProperty('Fn::Select');
    });

    test('tells nothing away before it is solved', () => {
      const { title, ticket } = readText(id, 'en', drawTerms(scenario));
      expect(`${title}\n${ticket}`).not.toMatch(TICKET_SPOILER);
      const shown = [
        template.Description ?? '',
        ...Object.keys(template.Outputs ?? {}),
        JSON.stringify(template.Outputs ?? {}),
        ...resources.map(([logicalId]) => logicalId.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')),
        ...resources.map(([, { Properties }]) => JSON.stringify(Properties).replace(MARKER, '')),
      ];
      // What the customer says is no secret.
      const said = new Set(ticket.toLowerCase().match(/[a-z]+/g));
      const spoilers = shown.flatMap((text) => text.match(new RegExp(SPOILER, 'gi')) ?? []);
      expect(spoilers.filter((word) => !said.has(word.toLowerCase()))).toEqual([]);
    });

    test('tags the resource of every place, and gives everything a name', () => {
      const tagged = resources.flatMap(([, { Properties }]) => (Properties.Tags ? [Properties.Tags] : []));
      const value = (tags: readonly Tag[], key: string) => tags.find(({ Key }) => Key === key)?.Value;
      const roles = tagged.flatMap((tags) => value(tags, ROLE_TAG) ?? []);
      const asked = new Set(Object.values(scenario.checks(drawTerms(scenario))).flatMap(({ places }) => places));
      asked.delete('internet');
      expect(new Set(roles).size).toBe(roles.length);
      expect(roles).toEqual(expect.arrayContaining([...asked]));
      for (const tags of tagged) expect(value(tags, 'Name')).toMatch(/^[a-z0-9-]+$/);
    });

    test('gives hosts no way around the metadata protection', () => {
      const hosts = resources.filter(([, { Type }]) => Type === 'AWS::EC2::Instance');
      for (const [, { Properties }] of hosts) expect(Properties.MetadataOptions).toEqual({ HttpTokens: 'required' });
    });
  });
});

/** The rule by which a group without outbound rules is declared speaks of itself. */
const MARKER = '"Description":"Disallow all traffic"';

/** A customer may well speak of what is not there or does not work; not of what it takes. */
const TICKET_SPOILER = /\b(default route|egress rule|return route|listener rule|asymmetric|ephemeral|priority)\b/i;
