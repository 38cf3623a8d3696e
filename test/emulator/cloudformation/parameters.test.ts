import type { Parameter } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../emulator/cloudformation/json.ts';
import { describedParameters, parameterValues } from '../../../emulator/cloudformation/parameters.ts';
import { parseTemplate } from '../../../emulator/cloudformation/template.ts';
import { State } from '../../../emulator/state.ts';

const SSM = () => [
  { Name: '/ami', Value: 'ami-1' },
  { Name: '/list', Value: 'a, b' },
];

function values(definition: string, given: Parameter[], previous: Record<string, string> = {}) {
  const template = parseTemplate(`Parameters: {P: {${definition}}}
Resources: {Vpc: {Type: AWS::EC2::VPC}}`);
  const state = new State({ accountId: '111122223333', furnish: () => {} });
  return state.transaction('us-east-1', (region) => {
    const found = parameterValues(template, given, previous, region, SSM);
    return { ...found, described: describedParameters(template, found) };
  });
}

const given = (ParameterValue: string): Parameter[] => [{ ParameterKey: 'P', ParameterValue }];

describe('a parameter', () => {
  const accepted: [definition: string, given: Parameter[], value: Json][] = [
    ['Type: String', given('x'), 'x'],
    ['Type: String, Default: d', [], 'd'],
    ['Type: String, Default: 5', [], '5'],
    ['Type: Number', given('8.5'), '8.5'],
    ['Type: CommaDelimitedList', given('a, b'), ['a', 'b']],
    ['Type: List<Number>', given('1,2'), ['1', '2']],
    ['Type: List<Number>, Default: "1,2"', [], ['1', '2']],
    ['Type: String, AllowedValues: [a, b]', given('b'), 'b'],
    ['Type: String, AllowedPattern: "[a-z]+"', given('abc'), 'abc'],
    ['Type: String, MinLength: 2, MaxLength: 3', given('abc'), 'abc'],
    ['Type: Number, MinValue: 1, MaxValue: 9', given('9'), '9'],
    ['Type: AWS::EC2::AvailabilityZone::Name', given('us-east-1a'), 'us-east-1a'],
    ['Type: AWS::EC2::Image::Id', given('ami-1'), 'ami-1'],
    ['Type: AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', given('/ami'), 'ami-1'],
    ['Type: AWS::SSM::Parameter::Value<String>, Default: /ami', [], 'ami-1'],
    ['Type: AWS::SSM::Parameter::Value<List<String>>', given('/list'), ['a', 'b']],
  ];
  it.each(accepted)('of %s takes %j as %j', (definition, parameters, value) => {
    expect(values(definition, parameters).values.P).toEqual(value);
  });

  const refused: [definition: string, given: Parameter[], message: string][] = [
    ['Type: String', [], 'Parameters: [P] must have values'],
    [
      'Type: String',
      [...given('x'), { ParameterKey: 'Q', ParameterValue: 'y' }],
      'Parameters: [Q] do not exist in the template',
    ],
    ['Type: Number', given('x'), "Parameter 'P' must be a number"],
    ['Type: String, AllowedValues: [a]', given('b'), "Parameter 'P' must be one of AllowedValues"],
    ['Type: String, AllowedPattern: "[a-z]+"', given('abc1'), "Parameter 'P' must match pattern [a-z]+"],
    [
      'Type: String, AllowedPattern: "[a-z]+", ConstraintDescription: be small',
      given('A'),
      'Parameter P failed to satisfy constraint: be small',
    ],
    ['Type: String, MinLength: 2', given('a'), "Parameter 'P' must contain at least 2 characters"],
    ['Type: String, MaxLength: 2', given('abc'), "Parameter 'P' must contain at most 2 characters"],
    ['Type: Number, MinValue: 2', given('1'), "Parameter 'P' must be a number not less than 2"],
    ['Type: Number, MaxValue: 2', given('3'), "Parameter 'P' must be a number not greater than 2"],
    [
      'Type: AWS::EC2::VPC::Id',
      given('vpc-1'),
      'Parameter validation failed: parameter value vpc-1 for parameter name P does not exist',
    ],
    [
      'Type: AWS::SSM::Parameter::Value<String>',
      given('/nope'),
      'Unable to fetch parameters [/nope] from parameter store for this account.',
    ],
  ];
  it.each(refused)('of %s refuses %j', (definition, parameters, message) => {
    expect(() => values(definition, parameters)).toThrow(message);
  });

  it('keeps its previous value when asked to', () => {
    const keep = [{ ParameterKey: 'P', UsePreviousValue: true }];
    expect(values('Type: String, Default: d', keep, { P: 'before' }).values.P).toBe('before');
    expect(() => values('Type: String', keep)).toThrow('Parameters: [P] must have values');
  });

  it('is described with what it resolved to, and hidden by NoEcho', () => {
    expect(values('Type: AWS::SSM::Parameter::Value<String>', given('/ami')).described).toEqual([
      { ParameterKey: 'P', ParameterValue: '/ami', ResolvedValue: 'ami-1' },
    ]);
    expect(values('Type: String, NoEcho: true', given('secret')).described).toEqual([
      { ParameterKey: 'P', ParameterValue: '****' },
    ]);
  });
});
