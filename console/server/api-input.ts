import { BreakfixError } from '../../lib/error.ts';
import type { Diagnosis, HintName, ProbeRequest, Rating, StarStep, Writing } from '../api.ts';
import type { Answer } from './labs.ts';

const HINTS: readonly HintName[] = [1, 2, 3, 'account'];
const RATINGS: readonly Rating[] = ['right', 'partly', 'wrong'];
const STEPS: readonly StarStep[] = ['situation', 'task', 'action', 'result'];

/** Nothing that names an end of a connection is longer; ARNs of load balancers come next to it. */
const LONGEST_NAME = 400;
const LONGEST_ANSWER = 100_000;
/** A day: nobody writes for longer. */
const MOST_SECONDS = 86_400;
const POINTS = 9;

/** A request's body as the hint that is wished for: `{ "hint": 1 }`, to 3, or `"account"`. */
export function hintIn(body: unknown): HintName {
  const { hint } = members(body);
  return HINTS.find((each) => each === hint) ?? wrong('hint', '1, 2, 3 or "account"');
}

export function answerIn(body: unknown): Answer {
  const { question, answer, rating } = members(body);
  return {
    question: wholeNumber('question', question, 1, 100),
    answer: text('answer', answer, LONGEST_ANSWER),
    rating: RATINGS.find((each) => each === rating) ?? wrong('rating', `one of ${RATINGS.join(', ')}`),
  };
}

export const textIn = (body: unknown): string => text('text', members(body).text, LONGEST_ANSWER);

export function writingIn(body: unknown): Writing {
  const given = members(body);
  const seconds = wholeNumber('seconds', given.seconds, 0, MOST_SECONDS);
  if (given.what === 'star') {
    const note = members(given.note);
    const steps = STEPS.map((step) => [step, text(step, note[step], LONGEST_ANSWER / STEPS.length - 100)]);
    return { what: 'star', seconds, note: Object.fromEntries(steps) as Record<StarStep, string> };
  }
  const written = text('text', given.text, LONGEST_ANSWER);
  if (given.what === 'translation') return { what: 'translation', seconds, text: written };
  if (given.what === 'reply') return { what: 'reply', seconds, text: written, rubric: flags('rubric', given.rubric) };
  return wrong('what', 'reply, star or translation');
}

export function diagnosisIn(body: unknown): Diagnosis {
  const { direction, component, resource, reason } = members(body);
  return {
    direction: text('direction', direction, LONGEST_NAME),
    component: text('component', component, LONGEST_NAME),
    ...(resource !== undefined && { resource: text('resource', resource, LONGEST_NAME) }),
    reason: text('reason', reason, LONGEST_NAME),
  };
}

export function probeIn(body: unknown): ProbeRequest {
  const { from, to, port, path, host } = members(body);
  return {
    ...(path !== undefined && { path: shaped('path', path, PATH, 'a path such as /orders') }),
    ...(host !== undefined && { host: shaped('host', host, HOST, 'a name such as shop.example.com') }),
    from: text('from', from, LONGEST_NAME),
    to: text('to', to, LONGEST_NAME),
    port: wholeNumber('port', port, 1, 65_535),
  };
}

function members(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new BreakfixError('BAD_REQUEST', 'The body must be a JSON object.', '{}', 64);
}

function text(name: string, value: unknown, longest: number): string {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= longest) return value;
  return wrong(name, `a text of at most ${longest} characters`);
}

/** A path and a query as they stand in a request, and a host name. https://www.rfc-editor.org/rfc/rfc3986 */
const PATH = /^\/[\w\-.~%!$&'()*+,;=:@/?]{0,400}$/;
const HOST = /^[A-Za-z0-9.-]{1,253}$/;

function shaped(name: string, value: unknown, shape: RegExp, wanted: string): string {
  return typeof value === 'string' && shape.test(value) ? value : wrong(name, wanted);
}

function wholeNumber(name: string, value: unknown, least: number, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  return wrong(name, `a whole number from ${least} to ${most}`);
}

function flags(name: string, value: unknown): boolean[] {
  const isRight = Array.isArray(value) && value.length === POINTS && value.every((each) => typeof each === 'boolean');
  return isRight ? value : wrong(name, `a list of ${POINTS} truth values`);
}

function wrong(name: string, wanted: string): never {
  throw new BreakfixError('BAD_REQUEST', `The member ${name} is not right.`, wanted, 64);
}
