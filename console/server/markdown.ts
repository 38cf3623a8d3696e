import { lexer, type Token, type Tokens } from 'marked';
import { tokensIn } from '../../lib/markdown.ts';
import type { Block, Inline } from '../api.ts';

/** Markdown as blocks that a page can make elements of. What is HTML in it stays text, and only `https:` is linked. */
export function blocksOf(markdown: string): Block[] {
  return blocks(lexer(markdown));
}

const blocks = (tokens: readonly Token[]): Block[] =>
  tokens.filter(({ type }) => type !== 'space' && type !== 'def').map(block);

function block(token: Token): Block {
  switch (token.type) {
    case 'list': {
      const { ordered, items } = token as Tokens.List;
      return { type: 'list', ordered, items: items.map(({ tokens }) => blocks(tokens)) };
    }
    case 'code':
      return { type: 'code', text: (token as Tokens.Code).text.trimEnd() };
    case 'blockquote':
      return { type: 'quote', content: blocks(tokensIn(token)) };
    case 'heading':
      return { type: 'heading', content: inlines(tokensIn(token)) };
    case 'paragraph':
    case 'text':
      return { type: 'paragraph', content: inlines(tokensIn(token)) };
    default:
      return { type: 'paragraph', content: [plain(token.raw)] };
  }
}

const inlines = (tokens: readonly Token[]): Inline[] => tokens.map(inline);

function inline(token: Token): Inline {
  switch (token.type) {
    case 'strong':
    case 'em':
      return { type: token.type, content: inlines(tokensIn(token)) };
    case 'codespan':
      return { type: 'code', text: (token as Tokens.Codespan).text };
    case 'link': {
      const { href } = token as Tokens.Link;
      if (!href.startsWith('https://')) return plain(token.raw);
      return { type: 'link', href, content: inlines(tokensIn(token)) };
    }
    case 'br':
      return plain('\n');
    case 'text':
    case 'escape':
      return plain((token as Tokens.Text).text);
    default:
      return plain(token.raw);
  }
}

const plain = (text: string): Inline => ({ type: 'text', text });
