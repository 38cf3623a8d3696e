import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../emulator/cloudformation/json.ts';
import { typedProperties } from '../../../emulator/cloudformation/property-value.ts';

describe('properties', () => {
  it('get the documented type at any depth', () => {
    const given = {
      GroupDescription: 5,
      SecurityGroupIngress: [{ IpProtocol: 6, FromPort: '80', ToPort: 80, CidrIp: '0.0.0.0/0' }],
      Tags: [{ Key: 'n', Value: 1 }],
    };
    expect(typedProperties('AWS::EC2::SecurityGroup', given)).toEqual({
      GroupDescription: '5',
      SecurityGroupIngress: [{ IpProtocol: '6', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' }],
      Tags: [{ Key: 'n', Value: '1' }],
    });
    expect(typedProperties('AWS::EC2::VPC', { EnableDnsSupport: 'false' })).toEqual({ EnableDnsSupport: false });
  });

  it('of a type that nothing is published of stay as they are', () => {
    expect(typedProperties('AWS::CDK::Metadata', { Analytics: 'v2' })).toEqual({ Analytics: 'v2' });
  });

  const refused: [type: string, properties: JsonObject, message: string][] = [
    ['AWS::EC2::VPC', { Colour: 'red' }, 'Encountered unsupported property Colour'],
    [
      'AWS::EC2::SecurityGroup',
      { GroupDescription: 'x', SecurityGroupIngress: [{ IpProtocol: '6', Port: 1 }] },
      'Encountered unsupported property Port',
    ],
    ['AWS::EC2::Subnet', { CidrBlock: '10.0.0.0/24' }, 'Property VpcId cannot be empty.'],
    [
      'AWS::EC2::SecurityGroup',
      { GroupDescription: 'x', SecurityGroupIngress: [{ FromPort: 1 }] },
      'Property SecurityGroupIngress/0/IpProtocol cannot be empty.',
    ],
    ['AWS::EC2::VPC', { EnableDnsSupport: 'maybe' }, 'Value of property EnableDnsSupport must be of type Boolean'],
    ['AWS::EC2::VPC', { CidrBlock: ['10.0.0.0/16'] }, 'Value of property CidrBlock must be of type String'],
    [
      'AWS::EC2::Instance',
      { SecurityGroupIds: 'sg-1' },
      'Value of property SecurityGroupIds must be of type List of String',
    ],
    [
      'AWS::EC2::NetworkAclEntry',
      { NetworkAclId: 'a', RuleNumber: 'ten', Protocol: 6, RuleAction: 'allow' },
      'Value of property RuleNumber must be of type Number',
    ],
    [
      'AWS::EC2::NetworkAclEntry',
      { NetworkAclId: 'a', RuleNumber: 1, Protocol: 6, RuleAction: 'allow', PortRange: 80 },
      'Value of property PortRange must be an object',
    ],
    ['AWS::EC2::VPC', { Tags: [{ Key: 'Name' }] }, 'Property Tags/0/Value cannot be empty.'],
  ];
  it.each(refused)('%s %j is refused', (type, properties, message) => {
    expect(() => typedProperties(type, properties)).toThrow(message);
  });
});
