import type { Schema } from '../../../emulator/protocol/schema.ts';
import type { Draw } from './draw.ts';

/** Strings that programs stumble over. */
const TEXTS = [
  ...['', ' ', '\t\n\r', '0', '-0', '-1', '1.5', '1e309', 'NaN', 'Infinity', '0x10', '1_000', '٣'],
  ...[
    'true',
    'null',
    'undefined',
    '[object Object]',
    '{}',
    '[]',
    '"',
    "'",
    '\\',
    '%',
    '%00',
    '%zz',
    '..',
    '../../etc/passwd',
  ],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype', '__defineGetter__', 'length'],
  ...[
    '\0',
    '\u0001',
    '\u001f',
    '\u007f',
    '\ufffe',
    '\uffff',
    '\u2028',
    '\u202e',
    '\ufeff',
    '한국어 🚀',
    'é'.repeat(99),
  ],
  ...[
    "' OR 1=1 --",
    '${jndi:ldap://x}',
    '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>',
    ']]>',
    '&amp;',
    '<a>',
  ],
  ...['(a+)+$', '*'.repeat(60), '?*'.repeat(40), '[', '\\', 'a'.repeat(255), 'a'.repeat(256), 'x'.repeat(5000)],
  ...[
    'sha1:00',
    'arn:aws:ec2',
    'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/x/0123456789abcdef',
  ],
];

const CIDRS = [
  ...['10.0.0.0/16', '10.0.0.0/8', '10.0.0.0/32', '0.0.0.0/0', '10.0.0.1/16', '172.31.0.0/20', '172.31.255.0/24'],
  ...['256.0.0.0/16', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/', '/16', '10.0.0/16', '010.0.0.0/16', '10.0.0.0/16/16'],
  ...['::/0', '2001:db8::/32', '2001:db8::/56', 'fe80::1%eth0/64', '::ffff:10.0.0.0/96', '::/129', ':::/0', '1.2.3.4'],
  ...[
    '10.0.0.0/1e1',
    '10.0.0.0/+16',
    ' 10.0.0.0/16',
    '10.0.0.0/16\n',
    '224.0.0.0/24',
    '127.0.0.0/16',
    '169.254.0.0/16',
  ],
];

const IDS = [
  'vpc',
  'subnet',
  'igw',
  'eni',
  'i',
  'sg',
  'sgr',
  'rtb',
  'acl',
  'eipalloc',
  'nat',
  'vpce',
  'pl',
  'ami',
  'key',
  'tgw',
];

const NUMBERS = [
  ...[0, -0, 1, -1, 2, 5, 22, 80, 100, 255, 256, 1000, 1001, 1.5, -0.5, 1e-7, 65_535, 65_536, 99_999],
  ...[2_147_483_647, 2_147_483_648, -2_147_483_649, 9_007_199_254_740_991, 1e21, 1e308],
];

const TOKENS = ['offset:1', 'offset:-1', 'offset:1e9', 'offset:99999999999999999999', 'offset:', '{"offset":1}', '\0'];

/** The ids and ARNs that the account really has. */
export type Pool = readonly string[];

export function hostileText(draw: Draw, pool: Pool): string {
  switch (draw.nat(11)) {
    case 0:
      return draw.pick(...CIDRS);
    case 1:
      return `${draw.pick(...IDS)}-${draw.pick('0123456789abcdef0', '12345678', '', 'g', '0'.repeat(40))}`;
    case 2:
    case 3:
      return pool.length > 0 ? draw.pick(...pool) : '';
    case 4:
      return Buffer.from(draw.pick(...TOKENS)).toString('base64url');
    case 5:
      return draw.text;
    case 6:
      return String(draw.pick(...NUMBERS));
    default:
      return draw.pick(...TEXTS);
  }
}

const hostileNumber = (draw: Draw): number => draw.pick(...NUMBERS);

/** What a well-meaning client would send in a member of that name: it gets past the first checks. */
function plausibleText(draw: Draw, name: string, pool: Pool): string {
  if (/(Id|Ids|Arn|Arns|Name|Names|Groups|SecurityGroups|Subnets|Resources|Source|Destination)$/.test(name)) {
    const kind = /^(.*?)(Ids?|Arns?)$/.exec(name)?.[1]?.toLowerCase() ?? '';
    const fitting = pool.filter((id) => kind !== '' && id.startsWith(`${SHORT[kind] ?? kind}-`));
    return draw.pick(...(fitting.length > 0 ? fitting : [...pool, 'a-name']));
  }
  if (/Cidr/i.test(name)) return draw.pick('10.0.0.0/16', '0.0.0.0/0', '172.31.128.0/24', '::/0');
  if (/Ip(Address)?$/.test(name)) return draw.pick('172.31.0.10', '10.0.0.1', '172.31.16.200');
  if (/TemplateBody/.test(name)) return draw.pick(...TEMPLATES);
  if (/Protocol$/.test(name)) return draw.pick('tcp', 'HTTP', 'HTTPS', '6', '-1');
  if (/ResourceType/.test(name)) return draw.pick('vpc', 'subnet', 'instance', 'security-group');
  if (/InstanceType/.test(name)) return 't3.micro';
  if (/Zone/.test(name)) return 'us-east-1a';
  return draw.pick('a', 'default', 'true', '1', 'enabled');
}

const SHORT: Record<string, string> = {
  ...{ instance: 'i', networkinterface: 'eni', group: 'sg', securitygroup: 'sg', routetable: 'rtb', networkacl: 'acl' },
  ...{
    internetgateway: 'igw',
    gateway: 'igw',
    allocation: 'eipalloc',
    image: 'ami',
    dhcpoptions: 'dopt',
    natgateway: 'nat',
  },
};

const TEMPLATES = [
  ...[
    '{}',
    '[]',
    'null',
    '',
    'a: &a [*a]',
    '%',
    '{{{',
    'Resources: 5',
    'Resources: {A: null}',
    'Resources: {A: {Type: 1}}',
  ],
  'Resources: {A: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}}',
  'Resources: {A: {Type: AWS::EC2::VPC, Properties: {CidrBlock: [10, {Ref: A}]}}}',
  'Resources: {A: {Type: AWS::EC2::VPC, DependsOn: A, Properties: {CidrBlock: 10.0.0.0/16}}}',
  'Resources: {A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref __proto__, CidrBlock: !Select [9, !Cidr [x, y]]}}}',
  'Resources: {__proto__: {Type: AWS::EC2::InternetGateway}, constructor: {Type: AWS::EC2::InternetGateway}}',
  'Resources: {A: {Type: AWS::EC2::InternetGateway}}\nOutputs: {toString: {Value: !GetAtt A.constructor}}',
  'Parameters: {P: {Type: Number, Default: x}}\nResources: {A: {Type: AWS::EC2::EIP, Condition: C}}',
  'Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}\nResources: {A: {Type: AWS::EC2::EIP, Condition: A}}',
  'Mappings: {M: {a: {b: [1]}}}\nResources: {A: {Type: AWS::EC2::EIP, Properties: {Domain: !FindInMap [M, a, toString]}}}',
  'Resources: {A: {Type: AWS::EC2::EIP, Properties: {Domain: !Sub "${", Tags: !Split [!Ref A, 5]}}}',
  'Resources: {A: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: {Fn::Join: [a]}, SecurityGroupIngress: [5, null]}}}',
  'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c]\nResources: {A: *d}',
  `Resources: ${'['.repeat(3000)}`,
  `{"Resources": ${'{"A":'.repeat(3000)}1${'}'.repeat(3000)}}`,
];

export interface Mood {
  /** Of 100 values, how many are hostile. */
  readonly hostility: number;
  /** Of 100 members that may be left out, how many are there. */
  readonly fullness: number;
}

/** A value for the schema that is plausible here and hostile there. */
function valueFor(draw: Draw, schema: Schema, name: string, pool: Pool, mood: Mood, depth = 0): unknown {
  const hostile = draw.nat(99) < mood.hostility;
  if (schema.isListSchema()) {
    const length = hostile ? draw.nat(12) : 1;
    const element = schema.getValueSchema();
    return Array.from({ length }, () => valueFor(draw, element, name, pool, mood, depth + 1));
  }
  if (schema.isMapSchema()) {
    const key = hostile ? hostileText(draw, pool) : 'key';
    return Object.fromEntries([[key, valueFor(draw, schema.getValueSchema(), name, pool, mood, depth + 1)]]);
  }
  if (schema.isStructSchema()) return structureFor(draw, schema, pool, mood, depth);
  if (hostile) return draw.coin() ? hostileText(draw, pool) : hostileNumber(draw);
  if (schema.isBooleanSchema()) return draw.coin();
  if (schema.isNumericSchema()) return draw.pick(1, 5, 22, 80, 443, 100);
  if (schema.isTimestampSchema()) return new Date(1_700_000_000_000).toISOString();
  return plausibleText(draw, name, pool);
}

export function structureFor(draw: Draw, schema: Schema, pool: Pool, mood: Mood, depth = 0): Record<string, unknown> {
  const members = schema.isUnitSchema() ? [] : [...schema.structIterator()];
  const [, , , , , , count = 0] = schema.getSchema() as unknown as [0, 0, 0, 0, 0, 0, number?];
  const chosen = members.filter(([name], at) => {
    if (name === 'DryRun') return draw.nat(19) === 0;
    if (at < count) return draw.nat(99) >= mood.hostility / 4;
    return (
      depth < 6 && draw.nat(99) < (/^(.*Id|CidrBlock|.*Arn|StackName|TemplateBody)$/.test(name) ? 60 : mood.fullness)
    );
  });
  return Object.fromEntries(chosen.map(([name, of]) => [name, valueFor(draw, of, name, pool, mood, depth + 1)]));
}
