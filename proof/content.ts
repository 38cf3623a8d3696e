import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../lib/package-root.ts';
import { INTERNET, ROLE_TAG, tagValue } from '../lib/place.ts';
import type { Scenario } from '../lib/scenario.ts';
import { drawTerms, fill } from '../lib/terms.ts';
import { LANGUAGES, type Language, parseText, type Text } from '../lib/text.ts';
import { artifactOf } from './bench.ts';
import { differenceOf } from './translation.ts';

/** A case with all that belongs to it: its definition, and what is written beside it. */
export interface Case {
  readonly scenario: Scenario;
  /** The Markdown by language; undefined where there is no file. */
  readonly markdown: Readonly<Record<Language, string | undefined>>;
  /** The text of `scenario.ts`; undefined where only the compiled code is there. */
  readonly source: string | undefined;
}

/** What a case must keep to, beside the proof of its states. `find` answers what does not hold, in sentences. */
interface Rule {
  readonly title: string;
  find(its: Case): readonly string[];
}

/** A case as it lies in the package. */
export function readCase(scenario: Scenario): Case {
  const read = (file: string) => {
    const path = join(packageRoot(), 'scenarios', scenario.id, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };
  return { scenario, markdown: { en: read('en.md'), ko: read('ko.md') }, source: read('scenario.ts') };
}

/** What does not hold of a case, by the title of the rule. A rule that cannot even be asked says why. */
export function contentProblems(its: Case): { readonly title: string; readonly problems: readonly string[] }[] {
  return RULES.map(({ title, find }) => {
    try {
      return { title, problems: find(its) };
    } catch (error) {
      return { title, problems: [error instanceof Error ? error.message : String(error)] };
    }
  });
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>> & { readonly Tags?: readonly Tag[] };
}

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

interface Template {
  readonly Description?: string;
  readonly Parameters?: Readonly<Record<string, { readonly Type: string }>>;
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

interface Stack {
  readonly template: Template;
  /** How many lie beside it in the cloud assembly. */
  readonly assets: number;
}

/** Several rules ask for the same stacks. */
const stacks = new WeakMap<Scenario, Map<string, Stack>>();

function stackOf(scenario: Scenario, variant: string): Stack {
  const known = stacks.get(scenario) ?? new Map<string, Stack>();
  stacks.set(scenario, known);
  const found = known.get(variant);
  if (found) return found;
  const { template, assets } = artifactOf(scenario, drawTerms(scenario, undefined, variant));
  const stack = { template: template as Template, assets: assets.length };
  known.set(variant, stack);
  return stack;
}

const ofEach = (
  scenario: Scenario,
  find: (template: Template, assets: number, variant: string) => string[],
): string[] =>
  scenario.variants.flatMap((variant) => {
    const { template, assets } = stackOf(scenario, variant);
    return find(template, assets, variant).map((each) =>
      scenario.variants.length > 1 ? `variant ${variant}: ${each}` : each,
    );
  });

const resourcesOf = ({ Resources = {} }: Template) => Object.entries(Resources);

function textIn({ scenario, markdown }: Case, language: Language): Text {
  const written = markdown[language];
  if (written === undefined) throw new Error(`scenarios/${scenario.id}/${language}.md does not exist`);
  return parseText(fill(written, drawTerms(scenario)), `scenarios/${scenario.id}/${language}.md`);
}

const when = (is: boolean, ...problems: string[]): string[] => (is ? problems : []);

/** Words that would give the answer away, or that something is there to lead astray. */
const SPOILER =
  /\b(fault|faulty|broken|missing|wrong|wrongly|drop|drops|dropped|denied|block|blocked|stale|incorrect|bug|bypass|misrouted|misconfigured|asymmetric|shadow|shadows|decoy|unused|spare|trap|nat|mirror|ephemeral|solution|root cause)\b/gi;

/** A customer may well speak of what is not there or does not work; not of what it takes. */
const TICKET_SPOILER = /\b(default route|egress rule|return route|listener rule|asymmetric|ephemeral|priority)\b/i;

/** The rule by which a group without outbound rules is declared speaks of itself. */
const MARKER = '"Description":"Disallow all traffic"';

const MOST_BYTES = 50 * 1024;

const RULES: readonly Rule[] = [
  {
    title: 'its id, folder and form are those of a case',
    find: ({ scenario: { id } }) =>
      when(!/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id), `${id} is not lower-case words with hyphens`),
  },
  {
    title: 'each fault stands at one comment that begins with "The fault:"',
    find({ scenario, source }) {
      if (source === undefined) return [];
      const found = source.split('// The fault:').length - 1;
      return when(
        found !== scenario.faults,
        `scenario.ts has ${found} such comments, and declares ${scenario.faults} faults`,
      );
    },
  },
  {
    title: 'nothing of it is still to be written',
    find: ({ markdown, source }) =>
      Object.entries({ 'scenario.ts': source, 'en.md': markdown.en, 'ko.md': markdown.ko }).flatMap(
        ([file, content = '']) =>
          content
            .split('\n')
            .flatMap((line, index) => when(/\bTODO\b/.test(line), `${file}:${index + 1}: ${line.trim()}`)),
      ),
  },
  {
    title: 'every variant says what fails, and has two fixes and two wrong fixes',
    find({ scenario: { variants, broken, fixes, wrongFixes } }) {
      const strangers = Object.keys(broken).filter((variant) => !variants.includes(variant));
      return [
        ...strangers.map((variant) => `broken speaks of variant ${variant}, which is not there`),
        ...variants.flatMap((variant) => {
          const suits = (move: { variants?: readonly string[] }) => move.variants?.includes(variant) ?? true;
          const count = (moves: object) => Object.values(moves).filter(suits).length;
          return [
            ...when(Object.keys(broken[variant] ?? {}).length === 0, `variant ${variant} fails no check`),
            ...when(count(fixes) < 2, `variant ${variant} has ${count(fixes)} accepted fixes`),
            ...when(count(wrongFixes) < 2, `variant ${variant} has ${count(wrongFixes)} wrong fixes`),
          ];
        }),
      ];
    },
  },
  {
    title: 'the texts are complete in every language',
    find: (its) =>
      LANGUAGES.flatMap((language) => {
        const text = textIn(its, language);
        const left = JSON.stringify(text).match(/\{\{[^}]*\}\}/g) ?? [];
        return [
          ...when(text.chainQuestions.length < 4, `${language}.md has ${text.chainQuestions.length} chain questions`),
          ...when(language === 'ko' && !/\p{Script=Hangul}/u.test(text.title), 'the title of ko.md is not Korean'),
          ...left.map((name) => `${language}.md: nothing is put for ${name}`),
        ];
      }),
  },
  {
    title: 'all languages say the same',
    find: ({ markdown: { en, ko } }) => (en === undefined || ko === undefined ? [] : differenceOf(en, ko)),
  },
  {
    title: 'the texts name no address or port that another seed would change',
    find: ({ scenario, markdown }) =>
      LANGUAGES.flatMap((language) => {
        const written = markdown[language] ?? '';
        const addresses = written.match(/\b10\.(?:[2-7]\d|1[2-7]\d)\.[\d.]*/g) ?? [];
        const ports = Object.values(scenario.ports)
          .flat()
          .filter((port) => written.includes(`${port}`));
        return [...addresses, ...ports].map(
          (each) => `${language}.md says ${each}: {{net}} and {{port.…}} stand for it`,
        );
      }),
  },
  {
    title: 'the root cause is explained for every variant, with links to the AWS documentation',
    find: (its) =>
      LANGUAGES.flatMap((language) => {
        const { rootCause } = textIn(its, language);
        const links = rootCause.match(/https:\/\/docs\.aws\.amazon\.com\/[^)\s]+\.html/g) ?? [];
        const { variants } = its.scenario;
        const untold =
          variants.length > 1 ? variants.filter((each) => !rootCause.includes(`${VARIANT[language]} ${each}`)) : [];
        return [
          ...when(links.length < 2, `${language}.md has ${links.length} links to docs.aws.amazon.com`),
          ...untold.map((variant) => `${language}.md does not explain ${VARIANT[language]} ${variant}`),
        ];
      }),
  },
  {
    title: 'it needs no assets and fits into one request',
    find: ({ scenario }) =>
      ofEach(scenario, (template, assets) => {
        const bytes = Buffer.byteLength(JSON.stringify(template, undefined, 1));
        return [
          ...when(assets > 0, `it has ${assets} assets`),
          ...when(bytes >= MOST_BYTES, `its template has ${bytes} bytes, at most ${MOST_BYTES - 1} fit`),
        ];
      }),
  },
  {
    title: 'it is bound to no Region, zone, account or image',
    find: ({ scenario }) =>
      ofEach(scenario, (template) => {
        const text = JSON.stringify(template);
        const bound =
          text.match(/\b(?:us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d[a-f]?\b|\bami-[0-9a-f]+\b|\b\d{12}\b/g) ?? [];
        const parameters = Object.values(template.Parameters ?? {}).map(({ Type }) => Type);
        const strange = parameters.filter((type) => type !== 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>');
        const zoned = resourcesOf(template).filter(
          ([, { Type, Properties }]) => Type === 'AWS::EC2::Subnet' && !isSelect(Properties?.AvailabilityZone),
        );
        return [
          ...bound.map((each) => `its template says ${each}`),
          ...strange.map((type) => `it takes a parameter of type ${type}`),
          ...zoned.map(([id]) => `${id} does not choose its zone from those of the Region`),
        ];
      }),
  },
  {
    title: 'it tells nothing away before it is solved',
    find(its) {
      const { title, ticket } = textIn(its, 'en');
      const said = new Set(ticket.toLowerCase().match(/[a-z]+/g));
      const inTicket = TICKET_SPOILER.exec(`${title}\n${ticket}`);
      const inStack = ofEach(its.scenario, (template) => {
        const shown = [
          template.Description ?? '',
          JSON.stringify(template.Outputs ?? {}),
          ...[...Object.keys(template.Outputs ?? {}), ...resourcesOf(template).map(([id]) => id)].map(spaced),
          ...resourcesOf(template).map(([, { Properties }]) => JSON.stringify(Properties ?? {}).replace(MARKER, '')),
        ];
        // What the customer says is no secret.
        const words = shown
          .flatMap((text) => text.match(SPOILER) ?? [])
          .filter((word) => !said.has(word.toLowerCase()));
        return [...new Set(words)].map((word) => `its resources say "${word}"`);
      });
      return [...(inTicket ? [`the ticket says "${inTicket[0]}"`] : []), ...inStack];
    },
  },
  {
    title: 'every place that is asked about has its tag, and everything a name',
    find: ({ scenario }) =>
      ofEach(scenario, (template, _, variant) => {
        const tagged = resourcesOf(template).flatMap(([id, { Properties }]) =>
          Properties?.Tags ? [{ id, tags: Properties.Tags }] : [],
        );
        const roles = tagged.flatMap(({ tags }) => tagValue(tags, ROLE_TAG) ?? []);
        const checks = scenario.checks(drawTerms(scenario, undefined, variant));
        const asked = new Set(Object.values(checks).flatMap(({ places }): readonly string[] => places));
        const absent = [...asked].filter((place) => place !== INTERNET && !roles.includes(place));
        const twice = roles.filter((role, index) => roles.indexOf(role) < index);
        const unnamed = tagged.filter(({ tags }) => !/^[a-z0-9-]+$/.test(tagValue(tags, 'Name') ?? ''));
        return [
          ...absent.map((place) => `nothing is tagged ${ROLE_TAG}=${place}`),
          ...twice.map((role) => `two resources are tagged ${ROLE_TAG}=${role}`),
          ...unnamed.map(({ id }) => `${id} has no Name of lower-case words with hyphens`),
        ];
      }),
  },
  {
    title: 'its hosts give no way around the protection of their metadata',
    find: ({ scenario }) =>
      ofEach(scenario, (template) =>
        resourcesOf(template)
          .filter(
            ([, { Type, Properties }]) =>
              Type === 'AWS::EC2::Instance' && JSON.stringify(Properties?.MetadataOptions) !== TOKENS,
          )
          .map(([id]) => `${id} does not require tokens (HttpTokens: required)`),
      ),
  },
];

const VARIANT: Readonly<Record<Language, string>> = { en: 'Variant', ko: '변형' };
const TOKENS = '{"HttpTokens":"required"}';

const isSelect = (value: unknown): boolean => typeof value === 'object' && value !== null && 'Fn::Select' in value;

const spaced = (name: string) => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2');
