import { lexer, type Token, type Tokens } from 'marked';
import { type Layout, type Paint, plain } from '../grader/paint.ts';
import { hanging, wrap } from '../grader/wrap.ts';
import { tokensIn } from '../lib/markdown.ts';

/** Markdown as text for a terminal: wrapped, with light styling, links written out. */
export function renderMarkdown(markdown: string, { width = 80, paint = plain }: Layout = {}): string {
  const blocks = lexer(markdown).filter(({ type }) => type !== 'space' && type !== 'def');
  return blocks.map((token) => block(token, width, paint).join('\n')).join('\n\n');
}

function block(token: Token, width: number, paint: Paint): string[] {
  switch (token.type) {
    case 'list':
      return list(token as Tokens.List, width, paint);
    case 'code':
      return (token as Tokens.Code).text
        .trimEnd()
        .split('\n')
        .map((line) => `    ${paint('cyan', line)}`);
    case 'blockquote':
      return tokensIn(token)
        .filter(({ type }) => type !== 'space')
        .flatMap((child) => block(child, width - 2, paint))
        .map((line) => `${paint('dim', '│')} ${line}`);
    case 'heading':
      return wrap(paint('bold', inline(tokensIn(token), paint)), width);
    case 'paragraph':
    case 'text':
      return inline(tokensIn(token), paint)
        .split('\n')
        .flatMap((line) => wrap(line, width));
    default:
      return token.raw.trimEnd().split('\n');
  }
}

function list({ items, ordered, start }: Tokens.List, width: number, paint: Paint): string[] {
  return items.flatMap((item, i) => {
    const mark = ordered ? `${Number(start || 1) + i}. ` : '- ';
    const [first = '', ...rest] = item.tokens
      .filter(({ type }) => type !== 'space')
      .flatMap((token) => block(token, width - mark.length, paint));
    return [mark + first, ...rest.map((line) => ' '.repeat(mark.length) + line)];
  });
}

function inline(tokens: readonly Token[], paint: Paint): string {
  return tokens
    .map((token): string => {
      const inner = () => inline(tokensIn(token), paint);
      if (token.type === 'strong') return paint('bold', inner());
      if (token.type === 'em') return inner();
      if (token.type === 'codespan') return paint('cyan', (token as Tokens.Codespan).text);
      if (token.type === 'link') return link(token as Tokens.Link, inner());
      if (token.type === 'br') return '\n';
      if (token.type === 'text' || token.type === 'escape') return (token as Tokens.Text).text.replaceAll('\n', ' ');
      return token.raw;
    })
    .join('');
}

function link({ href }: Tokens.Link, label: string): string {
  return label === href ? href : `${label} (${href})`;
}

/** A heading in bold and Markdown under it. */
export function section(heading: string, markdown: string, layout: Layout = {}): string {
  return `${(layout.paint ?? plain)('bold', heading)}\n\n${renderMarkdown(markdown, layout)}`;
}

/** Questions and answers, the answers indented. */
export function renderQuestions(
  questions: readonly { readonly question: string; readonly answer: string }[],
  { width = 80, paint = plain }: Layout = {},
): string {
  const lines = (markdown: string, by: number) => renderMarkdown(markdown, { width: width - by, paint }).split('\n');
  return questions
    .map(({ question, answer }) => {
      const asked = lines(question, 2).flatMap((line, i) =>
        hanging(i === 0 ? paint('yellow', 'Q ') : '  ', line, width),
      );
      return [...asked, ...lines(answer, 2).map((line) => `  ${line}`)].join('\n');
    })
    .join('\n\n');
}
