import { withoutControls } from './output.ts';

/**
 * Somebody's plain text as Markdown that shows just that text: nothing in it makes a heading, a fence, a table, HTML or a formula,
 * lines stay lines, and links can be followed. https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
export function asMarkdown(text: string): string {
  const paragraphs = withoutControls(plainLines(text)).split(/\n(?:[^\S\n]*\n)+/);
  return paragraphs
    .map((paragraph) => paragraph.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(lineAsMarkdown).join('\\\n'))
    .join('\n\n');
}

/** The same, set apart as a quotation, so that it cannot be taken for what stands around it. */
export function asQuotation(text: string): string {
  return quoted(asMarkdown(text));
}

export const quoted = (markdown: string): string =>
  markdown
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');

/** On one line, for a cell of a table or an item of a list. */
export const asInline = (text: string): string =>
  lineAsMarkdown(withoutControls(plainLines(text)).replaceAll(/\s+/g, ' ').trim());

const plainLines = (text: string) => text.replaceAll(/\r\n?|\u2028|\u2029/g, '\n').replaceAll('\t', '    ');

const LINK = /https?:\/\/[^\s<>"'`\\]*[^\s<>"'`\\.,;:!?)\]]/;

function lineAsMarkdown(line: string): string {
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  const rest = line.slice(indent.length).trimEnd();
  const shown = rest
    .split(new RegExp(`(${LINK.source})`, 'g'))
    .map((part, i) => (i % 2 === 1 ? `<${part}>` : escaped(part)))
    .join('');
  const start = shown.replace(/^(\d+)([.)])/, '$1\\$2').replace(/^[#+=-]/, '\\$&');
  return '&nbsp;'.repeat(indent.length) + start;
}

/** What begins a link by itself in GitHub's Markdown is a link no more: an escape inside it would show. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\\`*_[\]<>~|$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll(/(www|:\/)(?=[./])/gi, '$1\\');
