import { lexer, type Token, type Tokens } from 'marked';

/**
 * Where two languages of one text have come apart: they must have the same headings, and under each the same lists, blocks of
 * code, links and figures. What is said in prose only a person can compare; what is meant to be the same in every language
 * tells that one of them was changed alone.
 */
export function differenceOf(one: string, other: string): string[] {
  const [first, second] = [sectionsOf(one), sectionsOf(other)];
  const headings = [...new Set([...first.keys(), ...second.keys()])];
  return headings.flatMap((heading) => {
    const [a, b] = [first.get(heading), second.get(heading)];
    if (!a || !b) return [`${heading} is there in one language only`];
    return [
      ...when(a.items !== b.items, `${heading}: lists with ${a.items} and ${b.items} items`),
      ...apart(heading, 'code', a.code, b.code),
      ...apart(heading, 'links', a.links, b.links),
      ...apart(heading, 'figures', a.figures, b.figures),
    ];
  });
}

interface Section {
  items: number;
  code: string[];
  links: string[];
  figures: string[];
}

const when = (is: boolean, problem: string): string[] => (is ? [problem] : []);

function apart(heading: string, what: string, a: readonly string[], b: readonly string[]): string[] {
  const only = (these: readonly string[], those: readonly string[]) => [
    ...new Set(these.filter((each) => !those.includes(each))),
  ];
  const [missing, more] = [only(a, b), only(b, a)];
  return [
    ...missing.map((each) => `${heading}: ${what} in the first language only: ${each.slice(0, 80)}`),
    ...more.map((each) => `${heading}: ${what} in the second language only: ${each.slice(0, 80)}`),
  ];
}

function sectionsOf(markdown: string): Map<string, Section> {
  const sections = new Map<string, Section>();
  let current: Section = { items: 0, code: [], links: [], figures: [] };
  sections.set('before the first heading', current);
  for (const token of lexer(markdown)) {
    if (token.type === 'heading' && (token as Tokens.Heading).depth === 2) {
      current = { items: 0, code: [], links: [], figures: [] };
      sections.set((token as Tokens.Heading).text, current);
    } else gather(token, current);
  }
  return sections;
}

function gather(token: Token, section: Section): void {
  switch (token.type) {
    case 'code':
    case 'codespan':
      // What stands in angle brackets is for the reader to put in.
      section.code.push((token as Tokens.Code).text.trim().replaceAll(/<[^<>\n]+>/g, '<>'));
      return;
    case 'link':
      section.links.push((token as Tokens.Link).href);
      return;
    case 'list':
      section.items += (token as Tokens.List).items.length;
      for (const item of (token as Tokens.List).items) for (const child of item.tokens) gather(child, section);
      return;
    default:
      if ('tokens' in token && token.tokens) for (const child of token.tokens) gather(child, section);
      else if (token.type === 'text') section.figures.push(...figuresOf(token.raw));
  }
}

/** Addresses, ranges and numbers of at least three digits: small numbers are words in one language and digits in another. */
const figuresOf = (text: string): string[] =>
  text.match(/(?:\{\{[\w.]+\}\}|\d+)(?:[./-]\d+)+|\d{3,}|\{\{[\w.]+\}\}/g) ?? [];
