import { expect, test } from 'vitest';
import { blocksOf } from '../../console/server/markdown.ts';
import { drawTerms } from '../../lib/terms.ts';
import { LANGUAGES, readText } from '../../lib/text.ts';
import { scenarios } from '../../scenarios/index.ts';

const text = (text: string) => ({ type: 'text', text });
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });

test.each<[string, string, object[]]>([
  [
    'words',
    'a **b *c*** `d`',
    [
      paragraph(
        text('a '),
        { type: 'strong', content: [text('b '), { type: 'em', content: [text('c')] }] },
        text(' '),
        { type: 'code', text: 'd' },
      ),
    ],
  ],
  ['lists', '1. a\n2. b\n', [{ type: 'list', ordered: true, items: [[paragraph(text('a'))], [paragraph(text('b'))]] }]],
  ['code', '    a < b\n', [{ type: 'code', text: 'a < b' }]],
  ['quotes', '> a', [{ type: 'quote', content: [paragraph(text('a'))] }]],
  ['links', '[a](https://b.example/)', [paragraph({ type: 'link', href: 'https://b.example/', content: [text('a')] })]],
  ['no other links', '[a](javascript:b)', [paragraph(text('[a](javascript:b)'))]],
  ['no HTML', '<img src=x onerror=y>', [paragraph(text('<img src=x onerror=y>'))]],
  ['no HTML in a line', 'a <b>c</b>', [paragraph(text('a '), text('<b>'), text('c'), text('</b>'))]],
  ['no images', '![a](https://b.example/)', [paragraph(text('![a](https://b.example/)'))]],
])('Markdown has %s', (_, markdown, blocks) => expect(blocksOf(markdown)).toEqual(blocks));

test.each(LANGUAGES)('all that the cases say is of kinds that a page can show (%s)', (language) => {
  for (const scenario of scenarios) {
    const { ticket, hints, rootCause, chainQuestions } = readText(scenario.id, language, drawTerms(scenario));
    const said = [ticket, ...hints, rootCause, ...chainQuestions.flatMap(({ question, answer }) => [question, answer])];
    const shown = JSON.stringify(said.map(blocksOf));
    expect(shown).not.toMatch(/"text":"(?:\*\*|#|```|\[[^\]"]*\]\()/);
  }
});
