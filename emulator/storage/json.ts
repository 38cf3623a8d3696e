/** Writes a record as JSON in which dates stay dates. Members that are undefined are left out. */
export function toJson(value: unknown): string {
  return JSON.stringify(tag(value));
}

/** Reads what `toJson` wrote. */
export function fromJson(text: string): unknown {
  return untag(JSON.parse(text));
}

const DATE = '$date';
const LITERAL = '$literal';

function tag(value: unknown): unknown {
  if (value instanceof Date) return { [DATE]: value.getTime() };
  if (Array.isArray(value)) return value.map(tag);
  if (typeof value !== 'object' || value === null) return value;
  const members = mapMembers(value, tag);
  // A record may itself hold a member of that name, for example from a template.
  return DATE in value || LITERAL in value ? { [LITERAL]: members } : members;
}

function untag(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untag);
  if (typeof value !== 'object' || value === null) return value;
  if (DATE in value && typeof value[DATE] === 'number') return new Date(value[DATE]);
  if (LITERAL in value && typeof value[LITERAL] === 'object' && value[LITERAL])
    return mapMembers(value[LITERAL], untag);
  return mapMembers(value, untag);
}

function mapMembers(value: object, change: (member: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, change(member)]));
}
