import type { Token } from 'marked';

/** The Markdown tokens inside a token; a text that marked did not take apart stands for itself. */
export function tokensIn(token: Token): Token[] {
  if ('tokens' in token && token.tokens) return token.tokens;
  return [{ type: 'text', raw: token.raw, text: 'text' in token ? String(token.text) : token.raw }];
}
