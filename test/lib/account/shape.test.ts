import { describe, expect, test } from 'vitest';
import { readDump } from '../../../lib/account/dump.ts';
import { COMMANDS, outputShape } from '../../../lib/account/output-shapes.ts';
import { type AnyField, faultIn } from '../../../lib/account/shape.ts';
import type { Account } from '../../../lib/account/types.ts';
import { interpret } from '../../../lib/network/network.ts';
import { findPlaces } from '../../../lib/place.ts';
import { trace } from '../../../lib/reach/flow.ts';
import { ANSWERS, FILES } from './answers.ts';
import { folderOf, removeFolders } from './folder.ts';

removeFolders();

/** The shape of each of an account's lists, by the account's names for them. */
const SHAPES: Readonly<Record<string, AnyField | undefined>> = {
  ...Object.assign({}, ...COMMANDS.map(outputShape)),
  Instances: at(outputShape('ec2 describe-instances'), ['Reservations', '[]', 'Instances']),
  TargetHealth: outputShape('elbv2 describe-target-health').TargetHealthDescriptions,
  TransitGatewayRoutes: outputShape('ec2 search-transit-gateway-routes').Routes,
};

function at(field: AnyField | undefined, [name, ...names]: readonly string[]): AnyField | undefined {
  if (name === undefined || field === undefined || typeof field === 'string')
    return name === undefined ? field : undefined;
  return at(name === '[]' && Array.isArray(field) ? field[0] : (field as Record<string, AnyField>)[name], names);
}

/** The account, with a note of the way to every field that is read of it. */
function watched<T extends object>(value: T, way: readonly string[], read: Set<string>): T {
  return new Proxy(value, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof name === 'symbol' || typeof member === 'function') return member;
      if (Array.isArray(target) && !/^\d+$/.test(name)) return member;
      const below = [...way, Array.isArray(target) ? '[]' : name];
      read.add(below.join('.'));
      return typeof member === 'object' && member !== null ? watched(member, below, read) : member;
    },
  });
}

/** What is not a field of one of AWS's records: ids as keys, and what is put together here. */
const OWN =
  /^(AccountId|Region|gaps|VpcAttributes|Attributes|ElbTags|TransitGatewayRouteTablePropagations)\b|ListenerArn$/;

test('every field that the network and its walk read has a shape', async () => {
  const [account] = await readDump(folderOf(FILES));
  const read = new Set<string>();
  const seen: Account = watched(account!, [], read);
  const network = interpret(seen);
  findPlaces(seen);
  for (const to of ['internet', 'eni-3', '198.51.100.1', '10.1.0.1'])
    trace(network, { from: 'i-1', to, protocol: 'tcp', port: 443 });
  const fields = [...read].map((way) => way.split('.')).filter((way) => !OWN.test(way.join('.')));
  const unknown = fields.filter(([list = '', ...way]) => {
    const keyed = list === 'TargetHealth' || list === 'TransitGatewayRoutes';
    return at(SHAPES[list], keyed ? way.slice(1) : way) === undefined;
  });
  expect(unknown.map((way) => way.join('.'))).toEqual([]);
  expect(fields.length).toBeGreaterThan(100);
});

describe('a shape', () => {
  /** Whatever has no text in it, for a field that is none either. */
  const other = (value: unknown) => (typeof value === 'object' ? 'text' : typeof value === 'string' ? 7 : {});

  test.each(Object.entries(ANSWERS))('of %s names what is wrong, wherever it is', (name, answer) => {
    const command = COMMANDS.find((each) => each.endsWith(` ${name.split('.')[0]}`))!;
    const shape = outputShape(command);
    expect(faultIn(answer, shape)).toBeUndefined();
    const unchecked = waysInto(answer).flatMap(([way, value]) => {
      const changed = JSON.parse(JSON.stringify(answer));
      put(changed, way, other(value));
      const fault = faultIn(changed, shape);
      if (fault === undefined) return way.join('.');
      const path = way.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
      expect(fault.startsWith(`${path} is `)).toBe(true);
      return [];
    });
    expect(unchecked).toEqual(UNUSED[name] ?? []);
  });
});

/** Fields of the answers that nothing depends on. */
const UNUSED: Readonly<Record<string, readonly string[]>> = {
  'describe-instances': ['Reservations.0.ReservationId', 'Reservations.0.Instances.0.State.Code'],
  'describe-transit-gateways': ['TransitGateways.0.Options.AmazonSideAsn'],
  'describe-vpc-endpoints': ['VpcEndpoints.0.Groups.0.GroupName'],
  'get-caller-identity': ['UserId', 'Arn'],
};

type Way = readonly (string | number)[];

function waysInto(value: unknown, way: Way = []): [Way, unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]): [Way, unknown][] => {
    const below = [...way, Array.isArray(value) ? Number(name) : name];
    return [[below, member], ...waysInto(member, below)];
  });
}

function put(value: unknown, [name, ...way]: Way, what: unknown): void {
  const holder = value as Record<string | number, unknown>;
  if (way.length === 0) holder[name!] = what;
  else put(holder[name!], way, what);
}
