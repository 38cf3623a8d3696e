import { formatScalar, hasForbiddenCharacter } from './scalar.ts';
import type { Schema } from './schema.ts';

/** The members of a structure as XML elements. What the schema does not name is left out. */
export function writeMembers(structure: Schema, value: object): string {
  if (structure.isUnitSchema()) return '';
  let xml = '';
  for (const [name, member] of structure.structIterator()) {
    const content = (value as Record<string, unknown>)[name];
    if (content !== undefined && content !== null) {
      xml += writeElement(member, member.getMemberTraits().xmlName ?? name, content);
    }
  }
  return xml;
}

/** One element with text, escaped. */
export function writeText(tag: string, text: string): string {
  return `<${tag}>${escapeText(text)}</${tag}>`;
}

function writeElement(schema: Schema, tag: string, value: unknown): string {
  if (schema.isListSchema()) return `<${tag}>${writeList(schema, value as unknown[])}</${tag}>`;
  if (schema.isMapSchema()) return `<${tag}>${writeMap(schema, value as object)}</${tag}>`;
  if (schema.isStructSchema()) return `<${tag}>${writeMembers(schema, value as object)}</${tag}>`;
  return writeText(tag, formatScalar(value));
}

function writeList(schema: Schema, items: unknown[]): string {
  const element = schema.getValueSchema();
  const tag = element.getMergedTraits().xmlName ?? 'member';
  return items.map((item) => writeElement(element, tag, item)).join('');
}

function writeMap(schema: Schema, map: object): string {
  const [keys, values] = [schema.getKeySchema(), schema.getValueSchema()];
  const [keyTag, valueTag] = [keys.getMergedTraits().xmlName ?? 'key', values.getMergedTraits().xmlName ?? 'value'];
  return Object.entries(map)
    .map(([key, value]) => `<entry>${writeText(keyTag, key)}${writeElement(values, valueTag, value)}</entry>`)
    .join('');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };

function escapeText(text: string): string {
  const allowed = hasForbiddenCharacter(text)
    ? Array.from(text, (character) => (hasForbiddenCharacter(character) ? '\u{FFFD}' : character)).join('')
    : text;
  return allowed.replace(/[&<>\r]/g, (character) => ENTITIES[character] ?? character);
}
