import { awsCommand } from './aws-command.ts';
import { leaves, query, type Step } from './output-path.ts';
import type { RecordedCall } from './recorded-call.ts';
import { queryWord, reference, shellWord } from './shell-word.ts';

/** Where a value that a later call uses was first seen, and the shell variable that holds it in the script. */
interface Origin {
  readonly call: RecordedCall;
  readonly path: readonly Step[];
  variable?: string;
}

/** What to wait for after a call, because its answer comes before its effect. */
const WAITS: Readonly<Record<string, { readonly command: string; readonly member: string }>> = {
  CreateNatGateway: { command: 'aws ec2 wait nat-gateway-available --nat-gateway-ids', member: 'NatGatewayId' },
  RunInstances: { command: 'aws ec2 wait instance-running --instance-ids', member: 'InstanceId' },
  CreateLoadBalancer: {
    command: 'aws elbv2 wait load-balancer-available --load-balancer-arns',
    member: 'LoadBalancerArn',
  },
};

const RESOURCE = /^(?:[a-z]+(?:-[a-z]+)*-[0-9a-f]{8,17}|arn:aws[\w-]*:.+)$/;
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const WORD = String.raw`[\w-]`;

/** Whether a text is the id or the ARN of a resource. */
export function isIdentifier(text: string): boolean {
  return RESOURCE.test(text);
}

/**
 * The calls of a fix as commands of the AWS CLI for a POSIX shell. `known` tells what an id of the account where the
 * fix was recorded is called in the learner's account; ids that came out of an earlier call become shell variables.
 */
export function fixScript(calls: readonly RecordedCall[], known: ReadonlyMap<string, string>): string {
  const origins = originsOf(calls, known);
  const translated = calls.map((call) => {
    const use = (value: string) => known.get(value) ?? variableOf(value, origins);
    return { call, input: translate(call.input, [...known.keys(), ...earlier(call, calls, origins)], use) };
  });
  for (const call of calls.slice(0, -1)) waitedFor(call, origins);
  return translated
    .flatMap(({ call, input }) => commands(call, input, captured(call, origins), known, origins))
    .join('\n');
}

/** Values that look like identifiers, keyed to the first answer that gave them. */
function originsOf(calls: readonly RecordedCall[], known: ReadonlyMap<string, string>): Map<string, Origin> {
  const origins = new Map<string, Origin>();
  const literals = new Set<string>();
  for (const call of calls) {
    for (const { value } of leaves(call.input)) {
      if (origins.has(value) || known.has(value)) continue;
      if (isIdentifier(value)) throw new Error(`${call.operation} of the fix names ${value}, which no call answered`);
      literals.add(value);
    }
    for (const { value, path } of leaves(call.output)) {
      if (!isIdentifier(value) && !ADDRESS.test(value)) continue;
      if (known.has(value) || origins.has(value) || literals.has(value)) continue;
      origins.set(value, { call, path });
    }
  }
  return origins;
}

function earlier(call: RecordedCall, calls: readonly RecordedCall[], origins: ReadonlyMap<string, Origin>): string[] {
  const before = new Set(calls.slice(0, calls.indexOf(call)));
  return [...origins].filter(([, origin]) => before.has(origin.call)).map(([value]) => value);
}

/** A reference to the variable that holds the value, which is named on first use. */
function variableOf(value: string, origins: ReadonlyMap<string, Origin>): string {
  const origin = origins.get(value);
  if (!origin) throw new Error(`no call of the fix answered ${value}`);
  origin.variable ??= freeName(origin.path, origins);
  return reference(origin.variable);
}

function freeName(path: readonly Step[], origins: ReadonlyMap<string, Origin>): string {
  const member = path.findLast((step) => typeof step === 'string') ?? 'value';
  const name = member.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
  const taken = new Set([...origins.values()].map((origin) => origin.variable));
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name}_${n}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Replaces the identifiers in a value, also those inside longer texts (`10.0.0.7` in `10.0.0.7/32`). */
function translate(value: unknown, identifiers: readonly string[], use: (identifier: string) => string): unknown {
  if (typeof value === 'string') {
    const found = identifiers.filter((identifier) => value.includes(identifier));
    if (found.length === 0) return value;
    const pattern = found
      .sort((a, b) => b.length - a.length)
      .map((identifier) => identifier.replaceAll('.', String.raw`\.`))
      .join('|');
    return value.replaceAll(new RegExp(`(?<!${WORD}|\\.)(?:${pattern})(?!${WORD}|\\.)`, 'g'), use);
  }
  if (Array.isArray(value)) return value.map((item) => translate(item, identifiers, use));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, translate(item, identifiers, use)]));
}

/** The variable with what must be waited for after the call, if anything. */
function waitedFor(call: RecordedCall, origins: ReadonlyMap<string, Origin>): string | undefined {
  const member = WAITS[call.operation]?.member;
  const found = [...origins].find(([, { call: from, path }]) => from === call && path.at(-1) === member);
  return found && variableOf(found[0], origins);
}

function captured(call: RecordedCall, origins: ReadonlyMap<string, Origin>) {
  return [...origins.values()].flatMap(({ call: from, path, variable }) =>
    from === call && variable !== undefined ? [{ path, variable }] : [],
  );
}

function commands(
  call: RecordedCall,
  input: unknown,
  captures: readonly { path: readonly Step[]; variable: string }[],
  known: ReadonlyMap<string, string>,
  origins: ReadonlyMap<string, Origin>,
): string[] {
  const words = awsCommand(call.service, call.operation, input as Record<string, unknown>);
  const here = (id: string) => {
    const variable = origins.get(id)?.variable;
    const own = captures.some((capture) => capture.variable === variable);
    return known.get(id) ?? (variable === undefined || own ? undefined : reference(variable));
  };
  const queries = captures.map(({ path }) => query(path, here));
  const [first] = captures;
  if (first === undefined) return isRead(call) ? [] : [layout(words)];
  const all = queries.length === 1 ? queries.join() : `[${queries.join(', ')}]`;
  const run = layout([...words, `--query ${queryWord(all)}`, '--output text']);
  const names = captures.map(({ variable }) => variable);
  const line = names.length === 1 ? `${first.variable}=$(${run})` : `read -r ${names.join(' ')} <<< "$(${run})"`;
  const wait = WAITS[call.operation];
  const awaited = wait && waitedFor(call, origins);
  return awaited === undefined ? [line] : [line, `${wait?.command} ${shellWord(awaited)}`];
}

function isRead({ operation }: RecordedCall): boolean {
  return /^(?:Describe|Get|List|Search)/.test(operation);
}

/** One line, or where that would be long, one line for each option. */
function layout(words: readonly string[]): string {
  const line = words.join(' ');
  return line.length <= 110 ? line : words.join(' \\\n  ');
}
