/** One piece of a `Fn::Sub` string: literal text, or the name between `${` and `}`. */
type Piece = { text: string } | { name: string };

/** Takes a `Fn::Sub` string apart; `${!Name}` stands for the literal text `${Name}`. */
export function pieces(template: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of template.matchAll(/\$\{(!?)([^}]*)\}/g)) {
    const [whole, literal, name = ''] = match;
    found.push({ text: template.slice(end, match.index) });
    found.push(literal ? { text: `\${${name}}` } : { name: name.trim() });
    end = match.index + whole.length;
  }
  found.push({ text: template.slice(end) });
  return found.filter((piece) => 'name' in piece || piece.text !== '');
}
