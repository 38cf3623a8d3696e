import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../emulator/cloudformation/intrinsics.ts';
import type { Json } from '../../../emulator/cloudformation/json.ts';
import { KNOWN_AFTER_APPLY, pseudoParameters } from '../../../emulator/cloudformation/scope.ts';
import { scopeOf } from '../../../emulator/cloudformation/stack-scope.ts';
import { parseTemplate } from '../../../emulator/cloudformation/template.ts';
import { State } from '../../../emulator/state.ts';

const STACK = { StackName: 'lab', StackId: 'arn:lab', NotificationARNs: ['arn:topic'] };

const HEAD = `
Mappings: {Sizes: {us-east-1: {Small: t3.micro, List: [a, b]}}}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Not [!Condition IsProd]
  Both: !And [!Condition IsProd, !Condition IsDev]
  Either: !Or [!Condition IsProd, !Condition IsDev]
Resources: {Vpc: {Type: AWS::EC2::VPC}}
`;

/** The value of an expression in YAML, in a stack with the parameters Stage = dev and Zones = a, b. */
function evaluated(expression: string, transform = ''): Json | undefined {
  const template = parseTemplate(`${transform}${HEAD}Outputs: {Probe: {Value: ${expression}}}`);
  const state = new State({ accountId: '111122223333', furnish: () => {} });
  return state.transaction('us-east-1', (region) => {
    const parameters = { Stage: 'dev', Zones: ['a', 'b'] };
    const scope = scopeOf(template, region, parameters, pseudoParameters(region, STACK), {
      ref: (id) => (id === 'New' ? KNOWN_AFTER_APPLY : `${id.toLowerCase()}-1`),
      attribute: (id, name) => (id === 'New' ? KNOWN_AFTER_APPLY : `${id}/${name}`),
      importValue: (name) => `imported ${name}`,
      storedParameter: () => undefined,
    });
    return evaluate(template.outputs.Probe?.Value ?? '', scope);
  });
}

describe('an expression', () => {
  const cases: [expression: string, value: Json | undefined][] = [
    ['!Ref Vpc', 'vpc-1'],
    ['!Ref Stage', 'dev'],
    ['!Ref AWS::AccountId', '111122223333'],
    ['!Ref AWS::Region', 'us-east-1'],
    ['!Ref AWS::StackName', 'lab'],
    ['!Ref AWS::StackId', 'arn:lab'],
    ['!Ref AWS::Partition', 'aws'],
    ['!Ref AWS::URLSuffix', 'amazonaws.com'],
    ['!Ref AWS::NotificationARNs', ['arn:topic']],
    ['!Ref AWS::NoValue', undefined],
    ['[1, !Ref AWS::NoValue, 2]', [1, 2]],
    ['{Keep: 1, Drop: !Ref AWS::NoValue}', { Keep: 1 }],
    ['!GetAtt Vpc.CidrBlock', 'Vpc/CidrBlock'],
    ['!GetAtt [Vpc, CidrBlock]', 'Vpc/CidrBlock'],
    ['!GetAtt Vpc.Endpoint.Address', 'Vpc/Endpoint.Address'],
    [
      '!Sub "${Stage}-${Vpc}-${Vpc.CidrBlock}-${AWS::Region}-${!Literal}"',
      'dev-vpc-1-Vpc/CidrBlock-us-east-1-${Literal}',
    ],
    ['!Sub ["${Name}-${Stage}", {Name: !Select [1, !Ref Zones]}]', 'b-dev'],
    ['!Join ["-", [a, !Ref Stage, 3]]', 'a-dev-3'],
    ['!Join [",", !Ref Zones]', 'a,b'],
    ['!Select [1, [a, b]]', 'b'],
    ['!Select ["0", !Split [".", a.b.c]]', 'a'],
    ['!Split [",", "a,b"]', ['a', 'b']],
    ['!FindInMap [Sizes, !Ref AWS::Region, Small]', 't3.micro'],
    ['!FindInMap [Sizes, us-east-1, List]', ['a', 'b']],
    ['!If [IsProd, yes-prod, no-prod]', 'no-prod'],
    ['!If [IsDev, {A: !Ref Stage}, no]', { A: 'dev' }],
    ['!If [Both, both, !If [Either, either, none]]', 'either'],
    ['!If [IsProd, 1, !Ref AWS::NoValue]', undefined],
    ['!GetAZs us-west-1', ['us-west-1a', 'us-west-1b']],
    ['!GetAZs ""', ['us-east-1a', 'us-east-1b', 'us-east-1c', 'us-east-1d', 'us-east-1e', 'us-east-1f']],
    ['!Cidr [10.0.0.0/16, 3, 8]', ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']],
    ['!Cidr [192.168.0.0/24, 2, "5"]', ['192.168.0.0/27', '192.168.0.32/27']],
    ['!Cidr ["2001:db8::/56", 2, 64]', ['2001:db8::/64', '2001:db8:0:1::/64']],
    ['!Base64 hello', 'aGVsbG8='],
    ['{"Fn::Base64": !Sub "stage ${Stage}"}', 'c3RhZ2UgZGV2'],
    ['!ImportValue other-vpc', 'imported other-vpc'],
    ['!Ref New', KNOWN_AFTER_APPLY],
    ['!Join ["-", [a, !Ref New]]', `a-${KNOWN_AFTER_APPLY}`],
    ['!Select [0, !Split ["-", !GetAtt New.Id]]', KNOWN_AFTER_APPLY],
    ['!Cidr [!GetAtt New.CidrBlock, 2, 8]', KNOWN_AFTER_APPLY],
  ];
  it.each(cases)('%s is %j', (expression, value) => {
    expect(evaluated(expression)).toEqual(value);
  });

  const errors: [expression: string, message: RegExp][] = [
    ['!Select [5, [a]]', /Fn::Select cannot select nonexistent value at index 5/],
    ['!Select [a]', /every Fn::Select object requires two parameters/],
    ['!Join [",", abc]', /every Fn::Join object requires two parameters/],
    ['!Split ["", abc]', /every Fn::Split object requires two parameters/],
    ['!FindInMap [Nope, a, b]', /Mapping named 'Nope' is not present/],
    ['!FindInMap [Sizes, eu-west-1, Small]', /Unable to get mapping for Sizes::eu-west-1::Small/],
    ['!FindInMap [Sizes, eu-west-1, Small, {DefaultValue: x}]', /Fn::FindInMap object requires three parameters/],
    ['!If [Nope, a, b]', /Unresolved condition dependency Nope/],
    ['!If [IsProd, a]', /every Fn::If object requires three parameters/],
    ['!Cidr [10.0.0.0/24, 3, 8]', /does not hold 3 blocks/],
    ['!Cidr [nonsense, 3, 8]', /not a valid CIDR block/],
    ['!Sub "${a b}"', /variable names in Fn::Sub syntax/],
    ['!Sub [1, 2]', /don't specify expected arguments/],
    ['!Length [a]', /Fn::Length requires the transform AWS::LanguageExtensions/],
    ['!GetAZs us-nowhere-1', /Fn::GetAZs was given us-nowhere-1, which is not a Region/],
    ['!Nonsense a', /does not emulate the intrinsic function Fn::Nonsense/],
  ];
  it.each(errors)('%s is refused', (expression, message) => {
    expect(() => evaluated(expression)).toThrow(message);
  });

  const extended: [expression: string, value: Json][] = [
    ['!Length [a, b]', 2],
    ['!ToJsonString {A: !Ref Stage}', '{"A":"dev"}'],
    ['!FindInMap [Sizes, eu-west-1, Small, {DefaultValue: !Ref Stage}]', 'dev'],
  ];
  it.each(extended)('%s is %j with the language extensions', (expression, value) => {
    expect(evaluated(expression, 'Transform: AWS::LanguageExtensions')).toEqual(value);
  });
});
