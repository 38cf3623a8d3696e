import type { Arbitrary } from 'fast-check';
import { ec2Style, type QueryStyle, queryStyle } from '../../../emulator/protocol/read-query.ts';
import type { OperationShape, Schema, ServiceShape } from '../../../emulator/protocol/schema.ts';
import { type Draw, draws } from './draw.ts';
import { hostileText, type Pool, structureFor } from './values.ts';

/** A request as it is put on the wire. */
export interface Raw {
  /** What it tries. */
  readonly idea: string;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly chunked: boolean;
  /** Whether the connection is dropped in the middle of the body, without waiting for an answer. */
  readonly hangsUp: boolean;
}

/** A service, and which of its operations are emulated. */
export interface Target {
  readonly shape: ServiceShape;
  readonly target: string | undefined;
  readonly operations: readonly OperationShape[];
}

const FORM = 'application/x-www-form-urlencoded; charset=utf-8';
const JSON_TYPE = 'application/x-amz-json-1.1';
const LARGEST = 1024 * 1024;

type Pair = readonly [string, string];

/** Requests of every kind: most are valid operations with hostile values, the others break the wire itself. */
export function requests(targets: readonly Target[], pool: () => Pool): Arbitrary<Raw> {
  return draws.map((draw) => {
    const target = draw.pick(...targets);
    const [idea, make] = draw.pick(...IDEAS);
    return { idea, ...dressed(draw, target, make(draw, target, pool())) };
  });
}

interface Draft {
  readonly body: string | Buffer;
  readonly headers?: readonly Pair[];
  readonly method?: string;
  readonly path?: string;
  readonly type?: string;
}

type Idea = (draw: Draw, target: Target, pool: Pool) => Draft;

function dressed(draw: Draw, { shape, target }: Target, draft: Draft): Omit<Raw, 'idea'> {
  const region = draw.nat(30) === 0 ? draw.pick(...REGIONS) : 'us-east-1';
  const scope = draw.nat(30) === 0 ? draw.pick(...SCOPES) : shape.id;
  const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/${region}/${scope}/aws4_request, Signature=0`;
  const body = Buffer.isBuffer(draft.body) ? draft.body : Buffer.from(draft.body);
  const type = draft.type ?? (target === undefined ? FORM : JSON_TYPE);
  return {
    method: draft.method ?? 'POST',
    path: draft.path ?? '/',
    headers: [['content-type', type], ['authorization', authorization], ...(draft.headers ?? [])],
    body,
    chunked: draw.nat(9) === 0,
    hangsUp: body.length > 1 && draw.nat(99) === 0,
  };
}

const REGIONS = ['', 'x', 'us-east-1a', 'eu-west-1', 'aa-bb-1', '__proto__', 'us-east-99', 'a'.repeat(4000), '../..'];
const SCOPES = ['s3', 'lambda', 'constructor', 'ec2', 'ssm', 'route53', '__proto__', 'monitoring'];

/** A sound request of an operation, with values of the given mood. */
function operationOf(draw: Draw, { shape, target, operations }: Target, pool: Pool, hostility: number): Draft {
  const operation = draw.pick(...operations);
  const input = structureFor(draw, operation.input, pool, { hostility, fullness: 8 + draw.nat(30) });
  if (target !== undefined) {
    return { body: JSON.stringify(input), headers: [['x-amz-target', `${target}.${operation.name}`]] };
  }
  return { body: formOf([...envelope(operation.name, shape.version), ...flatten(shape, operation, input)]) };
}

const envelope = (action: string, version: string): Pair[] => [
  ['Action', action],
  ['Version', version],
];

const formOf = (pairs: readonly Pair[]): string =>
  pairs.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&');

/** Lone surrogates, which the language refuses to encode, go as the three bytes that they would be. */
const escaped = (text: string): string =>
  text.isWellFormed()
    ? encodeURIComponent(text)
    : encodeURIComponent(text.toWellFormed()).replaceAll('%EF%BF%BD', '%ED%A0%80');

function flatten({ protocol }: ServiceShape, { input }: OperationShape, value: object): Pair[] {
  const pairs: Pair[] = [];
  const style: QueryStyle = protocol === 'ec2Query' ? ec2Style : queryStyle;
  const walk = (schema: Schema, path: string, each: unknown): void => {
    if (schema.isListSchema() && Array.isArray(each)) {
      const step = style.listStep(schema.getValueSchema());
      const at = step === undefined ? path : `${path}.${step}`;
      each.forEach((item, index) => void walk(schema.getValueSchema(), `${at}.${index + 1}`, item));
    } else if (schema.isMapSchema() && isRecord(each)) {
      Object.entries(each).forEach(([key, item], index) => {
        pairs.push([`${path}.entry.${index + 1}.key`, key]);
        walk(schema.getValueSchema(), `${path}.entry.${index + 1}.value`, item);
      });
    } else if (schema.isStructSchema() && isRecord(each)) {
      for (const [name, member] of schema.structIterator()) {
        if (each[name] === undefined) continue;
        const key = style.keyOf(name, member);
        walk(member, path === '' ? key : `${path}.${key}`, each[name]);
      }
    } else pairs.push([path, String(each)]);
  };
  if (!input.isUnitSchema()) walk(input, '', value);
  return pairs;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const NAMES = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '__proto__.polluted', 'constructor.prototype.x'],
  ...['Filter.999999999.Value.1', 'Filter.1.Value.999999999', 'Filter.0.Name', 'Filter.-1.Name', 'Filter.01.Name'],
  ...[
    'Filter.1e3.Name',
    'Filter.99999999999999999999.Name',
    'Filter.1.__proto__.x',
    'Filter',
    'Filter.',
    '.',
    '..',
    '',
  ],
  ...[
    'VpcId.2',
    'VpcId.7',
    'VpcId.__proto__',
    'Tags.member.1.Key',
    'Tags.member.999999999.Key',
    'Tag.1.Key.Key',
    'Action.1',
  ],
  ...[
    'a'.repeat(501),
    'A.'.repeat(31),
    `${'Filter.1.'.repeat(50)}Name`,
    'Version',
    'Action',
    'X-Amz-Signature',
    '\0',
    '\ud800',
  ],
];

/** Breaks a form here and there. */
const brokenForm: Idea = (draw, target, pool) => {
  const { headers = [], body, ...rest } = operationOf(draw, target, pool, 10);
  const pairs = String(body).split('&');
  for (let times = 1 + draw.nat(4); times > 0; times -= 1) {
    const at = draw.nat(pairs.length);
    const name = escaped(draw.pick(...NAMES));
    const extra = draw.pick(
      '%',
      '%zz',
      '%ff%fe',
      '=',
      '==',
      '&&',
      '%00=x',
      `${name}=${escaped(hostileText(draw, pool))}`,
      name,
      `${name}=x`,
    );
    pairs.splice(at, draw.nat(1), extra);
  }
  return { ...rest, headers, body: pairs.join('&') };
};

/** Cuts, doubles and overwrites bytes of a sound body. */
const mutatedBytes: Idea = (draw, target, pool) => {
  const { body, ...rest } = operationOf(draw, target, pool, 10);
  const bytes = Buffer.from(body);
  for (let times = 1 + draw.nat(5); times > 0 && bytes.length > 0; times -= 1) {
    bytes[draw.nat(bytes.length - 1)] = draw.nat(255);
  }
  return { ...rest, body: draw.coin() ? bytes : bytes.subarray(0, draw.nat(bytes.length)) };
};

const JSONS = [
  ...[
    '',
    ' ',
    '{',
    '}',
    'null',
    '[]',
    '5',
    '"x"',
    'true',
    '{"a":}',
    '{"a":1,}',
    "{'a':1}",
    '{"Name":NaN}',
    '\ufeff{}',
    '{}{}',
  ],
  ...[
    '{"__proto__":{"x":1}}',
    '{"constructor":{"prototype":{}}}',
    '{"Name":"\\u0000"}',
    '{"Name":"\\ud800"}',
    '{"Name":{}}',
  ],
  ...[
    '{"Names":null}',
    '{"Names":[null,null]}',
    '{"Names":[[[]]]}',
    '{"Names":{"0":"x"}}',
    '{"Name":1e999}',
    '{"Path":[]}',
  ],
  ...[
    `{"Names":${'['.repeat(20_000)}`,
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
  ],
  ...[`{"Names":[${'"x",'.repeat(5000)}"x"]}`, `{"Filters":[${'{"Key":"Name","Values":["a"]},'.repeat(500)}{}]}`],
];

const brokenJson: Idea = (draw, { shape, target, operations }) => {
  const operation = draw.pick(...operations);
  const name = `${target ?? draw.pick('AmazonSSM', 'AmazonEC2', 'DynamoDB_20120810', '')}.${operation.name}`;
  const body = draw.coin() ? draw.pick(...JSONS) : JSON.stringify(draw.json);
  return {
    body,
    type: shape.protocol === 'awsJson1_1' || draw.coin() ? JSON_TYPE : FORM,
    headers: [['x-amz-target', name]],
  };
};

const wrongEnvelope: Idea = (draw, { shape, operations }, pool) => {
  const action = draw.coin() ? draw.pick(...operations).name : hostileText(draw, pool);
  const version = draw.coin() ? shape.version : hostileText(draw, pool);
  const pairs = envelope(action, version).filter(() => draw.nat(3) > 0);
  return { body: formOf(pairs), type: FORM };
};

const wrongHttp: Idea = (draw, target, pool) => {
  const sound = operationOf(draw, target, pool, 0);
  const method = draw.pick('GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'POST', 'POST', 'PROPFIND');
  const path = draw.pick(
    '/',
    '//',
    '/x',
    '/?Action=DescribeVpcs',
    '/%',
    '/%00',
    '/..%2f',
    '/a'.repeat(500),
    '/?__proto__=1',
    '*',
  );
  const type = draw.pick(
    FORM,
    JSON_TYPE,
    'text/xml',
    'multipart/form-data; boundary=x',
    '',
    'x',
    'application/x-www-form-urlencoded'.repeat(20),
  );
  return { ...sound, body: method === 'GET' || method === 'HEAD' ? '' : sound.body, method, path, type };
};

const foreign: Idea = (draw, target, pool) => {
  const header = draw.pick('host', 'origin', 'sec-fetch-site');
  const value = draw.pick(
    'evil.example',
    '',
    'null',
    'http://evil.example',
    '127.0.0.1.evil.example',
    'cross-site',
    'a'.repeat(900),
  );
  return { ...operationOf(draw, target, pool, 0), headers: [[header, value]] };
};

const manyHeaders: Idea = (draw, target, pool) => {
  const sound = operationOf(draw, target, pool, 0);
  const count = draw.pick(50, 500, 1900);
  const extra = Array.from({ length: count }, (_, index): Pair => [draw.pick('x', `x${index}`, 'cookie'), 'y']);
  return { ...sound, headers: [...(sound.headers ?? []), ...extra] };
};

const huge: Idea = (draw, target) => {
  const { name } = draw.pick(...target.operations);
  const head = `Action=${name}&Version=${target.shape.version}&`;
  const parts: Record<string, string> = {
    'one value': `NextToken=${'x'.repeat(LARGEST)}`,
    'one name': `${'x'.repeat(LARGEST)}=1`,
    pairs: 'a=1&'.repeat(LARGEST / 4),
    percents: '%41'.repeat(LARGEST / 3),
    dots: `a${'.a'.repeat(LARGEST / 2)}=1`,
    json: `{"a":"${'x'.repeat(LARGEST)}`,
  };
  const text = head + parts[draw.pick(...Object.keys(parts))];
  const length = LARGEST + draw.pick(-1000, -1, 0, 1, 1000, 300_000);
  return { body: text.slice(0, length), type: draw.pick(FORM, JSON_TYPE) };
};

const randomBytes: Idea = (draw) => ({
  body: Buffer.from(draw.bytes),
  type: draw.pick(FORM, JSON_TYPE, 'x/y'),
});

/** Values that no form could tell from sound ones, in places where the account's own ids were. */
const IDEAS: readonly (readonly [string, Idea])[] = [
  ...times(14, 'a sound operation', (draw, target, pool) => operationOf(draw, target, pool, 3)),
  ...times(14, 'an operation with a few hostile values', (draw, target, pool) => operationOf(draw, target, pool, 25)),
  ...times(8, 'an operation with hostile values only', (draw, target, pool) => operationOf(draw, target, pool, 90)),
  ...times(12, 'a broken form', brokenForm),
  ...times(8, 'mutated bytes', mutatedBytes),
  ...times(8, 'broken JSON', brokenJson),
  ...times(6, 'a wrong envelope', wrongEnvelope),
  ...times(8, 'wrong HTTP', wrongHttp),
  ...times(5, 'a foreign page', foreign),
  ...times(5, 'random bytes', randomBytes),
  ...times(2, 'many headers', manyHeaders),
  ...times(1, 'a huge body', huge),
];

function times(count: number, name: string, idea: Idea): (readonly [string, Idea])[] {
  return Array.from({ length: count }, () => [name, idea] as const);
}
