import fc from 'fast-check';
import { marked } from 'marked';
import { expect, test } from 'vitest';
import { asInline, asMarkdown, asQuotation } from '../../cli/as-markdown.ts';
import { withoutControls } from '../../cli/output.ts';

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };

/** What a reader sees of HTML, line by line. */
function seen(html: string): string[] {
  const lines = html.replaceAll('<br>', '\n').replaceAll(/<\/?(blockquote|p|a)\b[^>]*>/g, '\n'.repeat(0));
  const text = lines.replaceAll(/&(lt|gt|amp|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
  return linesOf(text.replaceAll('&nbsp;', ' '));
}

/** The lines that say something; spaces of all kinds are one kind. */
const linesOf = (text: string) =>
  text
    .replaceAll(/[^\S\n]/g, ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');

/** What the writer wrote. */
const said = (text: string) =>
  linesOf(withoutControls(text.replaceAll(/\r\n?|\u2028|\u2029/g, '\n').replaceAll('\t', '    ')));

const render = (markdown: string) => marked.parse(markdown, { async: false });

const TRICKS = [
  ...[
    '# Heading',
    '- item',
    '1. one',
    '2) two',
    '+ plus',
    '> quoted',
    '    code',
    '\t\tcode',
    '---',
    '===',
    '***',
    '|a|b|\n|-|-|',
    '~~~',
  ],
  ...[
    '```',
    '````js\nx\n````',
    '`a`',
    '*a*',
    '__a__',
    '~~a~~',
    '[a](javascript:alert(1))',
    '![a](b)',
    '[^1]',
    '[x]: http://y',
    '- [ ] do',
  ],
  ...[
    '<script>alert(1)</script>',
    '<!--',
    '-->',
    '</blockquote>',
    '&lt;',
    '&#60;',
    '\\',
    '\\\\',
    'a\\',
    '$x$',
    'https://a.b/c_d_e?f=g&h=*i*).',
  ],
  ...[
    'www.a_b_c.de',
    'a_b@c_d.de',
    'http://',
    'https://<',
    'ftp://a_b_c',
    'mailto:a_b@c.de',
    '\u001b[31mred\u001b[0m',
    '\u0000',
    '\u009b31m',
    '\u007f',
  ],
  ...['한국어 문장입니다.', '  둘 칸', '\u2028', '\r', '\r\n', '\n', '\n\n', ' ', '', 'x', '_', '*', '"', "'", '😀'],
];

test.each(TRICKS)('%j shows as it was written', (text) => {
  expect(seen(render(asQuotation(text)))).toEqual(said(text));
});

test('so does any text, and it never leaves its quotation', () => {
  const text = fc.array(fc.oneof(fc.constantFrom(...TRICKS), fc.string({ unit: 'binary' })), { maxLength: 12 });
  fc.assert(
    fc.property(text, (pieces) => {
      const written = pieces.join('');
      const html = render(`before\n\n${asQuotation(written)}\n\nafter`);
      const tags = [...html.matchAll(/<(\/?[a-z0-9]+)/g)].map(([, name]) => name?.replace('/', ''));
      expect(tags.filter((name) => !['p', 'blockquote', 'br', 'a'].includes(name ?? ''))).toEqual([]);
      expect(seen(html)).toEqual(['before', ...said(written), 'after']);
    }),
    { numRuns: 2000 },
  );
});

test('links can be followed, with what ends a sentence left out', () => {
  const html = render(asMarkdown('(see https://docs.aws.amazon.com/vpc/latest/userguide/a_b_c.html).'));
  expect(html).toContain('href="https://docs.aws.amazon.com/vpc/latest/userguide/a_b_c.html"');
  expect(html).toContain('</a>).');
});

test('a cell is one line and one cell', () => {
  const html = render(`| a | b |\n|---|---|\n| ${asInline('x | y\n`z` | <b>')} | c |`);
  expect([...html.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell]) => cell)).toEqual(['x | y `z` | &lt;b&gt;', 'c']);
});
