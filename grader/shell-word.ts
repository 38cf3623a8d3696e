const OPEN = '\uE000';
const CLOSE = '\uE001';
const REFERENCE = new RegExp(`${OPEN}(\\w+)${CLOSE}`);

/** A stand-in for a shell variable inside a value, which the quoting below turns into `$NAME`. */
export function reference(name: string): string {
  return `${OPEN}${name}${CLOSE}`;
}

/** A value as one word of a POSIX shell: `plain`, `'in quotes'`, `'text around '"$VARIABLE"`. */
export function shellWord(value: string): string {
  if (value === '') return "''";
  return value
    .split(REFERENCE)
    .map((part, i) => (i % 2 === 1 ? `"$${part}"` : quoted(part)))
    .join('');
}

/** A JMESPath query as one word; in double quotes where it has quotes or variables of its own. */
export function queryWord(query: string): string {
  if (!query.includes("'") && !REFERENCE.test(query)) return `'${query}'`;
  const parts = query.split(REFERENCE);
  return `"${parts.map((part, i) => (i % 2 === 1 ? `$${part}` : part.replaceAll(/[\\"$`]/g, '\\$&'))).join('')}"`;
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
