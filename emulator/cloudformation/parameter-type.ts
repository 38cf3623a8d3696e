import { zonesOf } from '../ec2/zone.ts';
import type { Region } from '../state.ts';

/** How a parameter's text becomes a value, and which of the account's resources it must name. */
export interface ParameterType {
  readonly list: boolean;
  readonly number: boolean;
  /** The text names a Systems Manager parameter whose value counts. */
  readonly ssm: boolean;
  readonly exists: ((region: Region, value: string) => boolean) | undefined;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html */
const AWS_TYPES: Record<string, ParameterType['exists']> = {
  'AWS::EC2::AvailabilityZone::Name': (region, name) => zonesOf(region.name).some((zone) => zone.name === name),
  'AWS::EC2::Image::Id': undefined,
  'AWS::EC2::Instance::Id': (region, id) => region.instances.get(id) !== undefined,
  'AWS::EC2::KeyPair::KeyName': (region, name) => region.keyPairs.find((key) => key.KeyName === name) !== undefined,
  'AWS::EC2::SecurityGroup::GroupName': (region, name) =>
    region.securityGroups.find((group) => group.GroupName === name) !== undefined,
  'AWS::EC2::SecurityGroup::Id': (region, id) => region.securityGroups.get(id) !== undefined,
  'AWS::EC2::Subnet::Id': (region, id) => region.subnets.get(id) !== undefined,
  'AWS::EC2::Volume::Id': (region, id) => region.volumes.get(id) !== undefined,
  'AWS::EC2::VPC::Id': (region, id) => region.vpcs.get(id) !== undefined,
  'AWS::Route53::HostedZone::Id': undefined,
  'AWS::SSM::Parameter::Name': undefined,
};

const VALUE_OF_SSM = /^AWS::SSM::Parameter::Value<(.+)>$/;
const LIST_OF = /^List<(.+)>$/;

/** The meaning of a parameter's Type; undefined when CloudFormation has no such type. */
export function parameterType(name: string): ParameterType | undefined {
  const stored = VALUE_OF_SSM.exec(name)?.[1];
  if (stored !== undefined) {
    const type = stored.startsWith('AWS::SSM::') ? undefined : parameterType(stored);
    return type && { ...type, ssm: true };
  }
  const element = LIST_OF.exec(name)?.[1];
  if (element !== undefined) {
    const type =
      element === 'String' || element in AWS_TYPES || element === 'Number' ? parameterType(element) : undefined;
    return type && { ...type, list: true };
  }
  const plain = { list: name === 'CommaDelimitedList', number: name === 'Number', ssm: false };
  if (name === 'String' || name === 'Number' || name === 'CommaDelimitedList') return { ...plain, exists: undefined };
  return name in AWS_TYPES ? { ...plain, exists: AWS_TYPES[name] } : undefined;
}
