import { describe, expect, it } from 'vitest';
import { parseTemplateText } from '../../../emulator/cloudformation/template-text.ts';
import { validTemplate } from '../../../emulator/cloudformation/template-validation.ts';

const VPC = 'Vpc: {Type: AWS::EC2::VPC}';

describe('the text of a template', () => {
  it('means the same in YAML and JSON', () => {
    const yaml = `
AWSTemplateFormatVersion: 2010-09-09
Resources:
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: !Select [0, !Cidr [!GetAtt Vpc.CidrBlock, 4, 8]]
      MapPublicIpOnLaunch: yes
      Tags: [{Key: Name, Value: !Sub '\${AWS::StackName}'}]
`;
    const json = {
      AWSTemplateFormatVersion: '2010-09-09',
      Resources: {
        Subnet: {
          Type: 'AWS::EC2::Subnet',
          Properties: {
            VpcId: { Ref: 'Vpc' },
            CidrBlock: { 'Fn::Select': [0, { 'Fn::Cidr': [{ 'Fn::GetAtt': ['Vpc', 'CidrBlock'] }, 4, 8] }] },
            MapPublicIpOnLaunch: true,
            Tags: [{ Key: 'Name', Value: { 'Fn::Sub': '${AWS::StackName}' } }],
          },
        },
      },
    };
    expect(parseTemplateText(yaml)).toEqual(json);
    expect(parseTemplateText(JSON.stringify(json))).toEqual(json);
  });
});

describe('a template', () => {
  const refused: [name: string, text: string, message: string | RegExp][] = [
    ['that is no JSON', '{"Resources": {', /^Template format error: JSON not well-formed\. \(line 1, column \d+\)$/],
    [
      'that is no YAML',
      'Resources:\n  - [',
      /^Template format error: YAML not well-formed\. \(line \d+, column \d+\)$/,
    ],
    ['that is a list', '[a]', 'Template format error: unsupported structure.'],
    ['with an alias', `Resources: {A: &a {Type: AWS::EC2::VPC}, B: *a}`, /YAML aliases are not allowed/],
    ['of another version', `AWSTemplateFormatVersion: '2011-01-01'\nResources: {${VPC}}`, /unsupported value/],
    ['without resources', 'Description: x', 'Template format error: At least one Resources member must be defined.'],
    [
      'with a section too many',
      `Resource: {}\nResources: {${VPC}}`,
      'Invalid template property or properties [Resource]',
    ],
    [
      'with a macro',
      `Transform: AWS::Serverless-2016-10-31\nResources: {${VPC}}`,
      /No transform named AWS::Serverless-2016-10-31/,
    ],
    ['with rules', `Rules: {}\nResources: {${VPC}}`, /does not emulate the Rules section/],
    ['too long', `# ${'x'.repeat(51_200)}\nResources: {${VPC}}`, /less than or equal to 51200/],
    [
      'with null',
      'Resources: {Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: null}}}',
      "Template format error: [/Resources/Vpc/Properties/CidrBlock] 'null' values are not allowed in templates",
    ],
    [
      'with a resource without a type',
      'Resources: {Vpc: {Properties: {}}}',
      'Template format error: [/Resources/Vpc] Every Resources object must contain a Type member.',
    ],
    [
      'with a name that is not alphanumeric',
      'Resources: {my-vpc: {Type: AWS::EC2::VPC}}',
      'Template format error: Resource name my-vpc is non alphanumeric.',
    ],
    [
      'with a misspelt attribute',
      'Resources: {Vpc: {Type: AWS::EC2::VPC, DependOn: X}}',
      "Invalid template resource property 'DependOn'",
    ],
    [
      'with types that do not exist',
      'Resources: {A: {Type: AWS::EC2::Vpcs}, B: {Type: Nope}}',
      'Template format error: Unrecognized resource types: [AWS::EC2::Vpcs, Nope]',
    ],
    [
      'with a parameter type that does not exist',
      `Parameters: {P: {Type: Text}}\nResources: {${VPC}}`,
      /Unrecognized parameter type: Text/,
    ],
    [
      'that refers to nothing',
      'Resources: {Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Cidr}}}',
      'Template format error: Unresolved resource dependencies [Cidr] in the Resources block of the template',
    ],
    [
      'that substitutes nothing',
      'Resources: {Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Sub "${Cidr}"}}}',
      'Template format error: Unresolved resource dependencies [Cidr] in the Resources block of the template',
    ],
    [
      'that depends on nothing',
      'Resources: {Vpc: {Type: AWS::EC2::VPC, DependsOn: [X]}}',
      'Template format error: Unresolved resource dependencies [X] in the Resources block of the template',
    ],
    [
      'that outputs nothing',
      `Resources: {${VPC}}\nOutputs: {Id: {Value: !Ref Nope}}`,
      'Template format error: Unresolved resource dependencies [Nope] in the Outputs block of the template',
    ],
    [
      'with an output without a value',
      `Resources: {${VPC}}\nOutputs: {Id: {Description: x}}`,
      /Every Outputs member must contain a Value/,
    ],
    [
      'that gets an attribute of nothing',
      `Resources: {${VPC}}\nOutputs: {Id: {Value: !GetAtt Nope.Id}}`,
      'Template error: instance of Fn::GetAtt references undefined resource Nope',
    ],
    [
      'that substitutes an attribute of nothing',
      `Resources: {${VPC}}\nOutputs: {Id: {Value: !Sub "\${Nope.Id}"}}`,
      'Template error: instance of Fn::Sub references invalid resource attribute Nope.Id',
    ],
    [
      'that gets an attribute that does not exist',
      `Resources: {${VPC}}\nOutputs: {Id: {Value: !GetAtt Vpc.Colour}}`,
      'Template error: resource Vpc does not support attribute type Colour in Fn::GetAtt',
    ],
    [
      'with an unknown condition',
      'Resources: {Vpc: {Type: AWS::EC2::VPC, Condition: Prod}}',
      'Template format error: Unresolved condition dependency Prod in the Resources block of the template',
    ],
    [
      'with a condition on a resource',
      `Conditions: {C: !Equals [!Ref Vpc, x]}\nResources: {${VPC}}`,
      /Cannot reference resources in the Conditions block/,
    ],
    [
      'with conditions in a circle',
      `Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}\nResources: {${VPC}}`,
      /circular condition dependency/,
    ],
    [
      'with resources in a circle',
      'Resources: {A: {Type: AWS::EC2::VPC, DependsOn: B}, B: {Type: AWS::EC2::VPC, DependsOn: A}, C: {Type: AWS::EC2::VPC, DependsOn: A}}',
      'Circular dependency between resources: [A, B]',
    ],
  ];
  it.each(refused)('%s is refused', (_, text, message) => {
    expect(() => validTemplate(text)).toThrow(message);
  });

  it('may hold what CDK adds', () => {
    const template = `{"Resources": {"CDKMetadata": {"Type": "AWS::CDK::Metadata", "Properties": {"Analytics": "v2:x"}}}}`;
    expect(Object.keys(validTemplate(template).resources)).toEqual(['CDKMetadata']);
  });
});
