const HANGUL = /\p{Script=Hangul}/u;

/** Commands and rules have words of English in every language. */
const QUOTED = [
  /(npx )?breakfix( [\w<>:=-]+)*/g,
  /npm (ci|run build)/g,
  /\baws( [a-z0-9][\w-]+)+/g,
  /\b(allow|deny) (all|tcp|udp|icmp)\b/g,
];

/** Two words of English one after the other, or one without which there is hardly a sentence; no part of an id, a path or a name. */
const ENGLISH = [
  /(?<![\w./:-])[A-Za-z][a-z]+ [a-z]{2,}(?![\w/-]|[.:]\w)/,
  /(?<![\w./:-])(the|is|are|was|does|not|no|its|that|nothing|could|cannot|has)(?![\w/-]|[.:]\w)/i,
];

/** A packet, a hop without a remark, an event of CloudFormation, a version, ids: what is the same in every language. */
const TECHNICAL = [
  /^(tcp|udp|icmp|all) \S+ → \S+$/,
  /^[✔✘?] \S+ +[a-z-]+( +\S.*)?$/,
  /^\d+\/\d+ AWS::\S+ \w+$/,
  /^✓ [\w. …]+: [\w.()/ -]+$/,
  /^[\w.:;/*$@★, ·→|…>[\](){}"'=+-]*$/,
];

/** The lines of a text that are not Korean, though they are not technical either, and those that have English in them. */
export function notKorean(text: string): string[] {
  return text.split('\n').filter((line) => {
    const said = line.trim();
    const own = QUOTED.reduce((rest, pattern) => rest.replaceAll(pattern, '…'), said);
    if (ENGLISH.some((pattern) => pattern.test(own))) return true;
    return said !== '' && !HANGUL.test(said) && !TECHNICAL.some((pattern) => pattern.test(own));
  });
}
