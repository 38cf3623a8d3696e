/** The points of a good reply to a customer, in the order in which the words list them. */
export const POINTS = 9;

const RESOURCE_ID = /\b(?:i|sg|sgr|acl|rtb|eni|vpc|subnet|igw|nat|pcx|vpce|tgw|eipalloc|pl)-[0-9a-f]{8,}\b|\barn:aws/;
const BACK = /roll ?back|revert|undo|take (it|them|this) back|롤백|되돌/i;
const STEPS = /\baws [a-z0-9]+ [a-z-]+|console|콘솔/i;

/** How many words a text has, as a person counts them. */
export function wordsIn(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

/**
 * Which points of the rubric a program can see in a reply, by their number from 0. It is a help for ticking them off, no
 * verdict: whether the cause is plain, only a person can tell.
 */
export function visiblePoints(reply: string): number[] {
  const seen: readonly (readonly [number, boolean])[] = [
    [0, /\bthank|감사/i.test(reply)],
    [2, RESOURCE_ID.test(reply)],
    [3, STEPS.test(reply) && BACK.test(reply)],
    [4, /verif|confirm|curl|확인|검증/i.test(reply)],
    [5, /0\.0\.0\.0\/0|\$\d|cost|least privilege|비용|최소 권한/i.test(reply)],
    [6, /prevent|in future|next time|재발|방지/i.test(reply)],
    [7, /https:\/\/(docs|repost)\.aws(\.amazon\.com)?\//.test(reply)],
    [8, wordsIn(reply) > 0 && wordsIn(reply) < 250],
  ];
  return seen.flatMap(([point, is]) => (is ? [point] : []));
}
