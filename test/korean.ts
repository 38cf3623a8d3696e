const HANGUL = /\p{Script=Hangul}/u;

/** Words without which there is hardly an English sentence, and which no id, rule, command or name of AWS has. */
const ENGLISH =
  /(?<![\w./-])(the|is|are|was|were|does|not|no|its|that|which|nothing|could|cannot|has|have)(?![\w./-])/i;

/** A packet, a hop without a remark, a command, a rule, an address: what is the same in every language. */
const TECHNICAL = [
  /^(tcp|udp|icmp|all) \S+ → \S+$/,
  /^[✔✘?] \S+ +[a-z-]+( +.*)?$/,
  /^(npx )?breakfix [a-z]+/,
  /^[\w.:/*$@★, ·→|{}"'=-]*$/,
];

/** The lines of a text that are no Korean: neither a word of it, nor something that is not language at all; or that have English in them. */
export function notKorean(text: string, technical: readonly RegExp[] = TECHNICAL): string[] {
  return text.split('\n').filter((line) => {
    const said = line.trim();
    if (said === '') return false;
    return ENGLISH.test(said) || !(HANGUL.test(said) || technical.some((pattern) => pattern.test(said)));
  });
}
