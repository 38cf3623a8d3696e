import { expect, test } from 'vitest';
import { packageRoot } from '../../lib/package-root.ts';
import { drawTerms } from '../../lib/terms.ts';
import { LANGUAGES, parseText, readText } from '../../lib/text.ts';
import { scenarios } from '../../scenarios/index.ts';

const TEXT = `# Private, and silent

## Ticket

The batch server has **no** way out.

It worked yesterday.

## Hint 1

One.

## Hint 2

Two.

## Hint 3

Three.

## Root cause

No route. See \`rtb\`.

## Chain questions

- **Q** Same paragraph?
  **A** Yes, *that* too.
- **Q** Next paragraph?

  **A** Of course, see https://docs.aws.amazon.com/.
- **Q** Nested?
  - **A** As well.
`;

test('takes the sections of a text apart', () => {
  const text = parseText(TEXT, 'en.md');
  expect(text).toEqual({
    title: 'Private, and silent',
    ticket: 'The batch server has **no** way out.\n\nIt worked yesterday.',
    hints: ['One.', 'Two.', 'Three.'],
    rootCause: 'No route. See `rtb`.',
    chainQuestions: [
      { question: 'Same paragraph?', answer: 'Yes, *that* too.' },
      { question: 'Next paragraph?', answer: 'Of course, see https://docs.aws.amazon.com/.' },
      { question: 'Nested?', answer: 'As well.' },
    ],
  });
});

test.each([
  ['a missing section', TEXT.replace('## Hint 2', '## Hint 3'), 'Hint 2'],
  ['an empty section', TEXT.replace('Two.', ''), 'Hint 2'],
  ['an unknown heading', TEXT.replace('## Hint 2', '## Hinweis 2'), 'Hinweis 2'],
  ['no title', TEXT.replace('# Private, and silent', ''), 'no title'],
  ['a question without its answer', TEXT.replace('- **A** As well.', 'As well.'), 'without **Q** and **A**'],
])('refuses %s by name', (_, markdown, name) => {
  expect(() => parseText(markdown, 'en.md')).toThrow(name);
});

test('names the file that is missing', () => {
  expect(() => readText('no-such-case', 'ko', drawTerms(scenarios[0]!))).toThrow('scenarios/no-such-case/ko.md');
});

test('finds the root of the package', () => {
  expect(packageRoot()).toBe(process.cwd());
});

test.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
  '%s is told in every language alike',
  (id, scenario) => {
    const [first, ...others] = LANGUAGES.map((language) => readText(id, language, drawTerms(scenario)));
    for (const other of others) expect(other.chainQuestions).toHaveLength(first?.chainQuestions.length ?? 0);
  },
);
