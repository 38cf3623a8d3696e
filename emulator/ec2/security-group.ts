import type { SecurityGroup, Tag, Vpc } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { generatedName } from '../generated-name.ts';
import { newId } from '../id.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { find, invalid, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { addRules } from './security-group-authorization.ts';
import { defaultVpcId, groupOf, isInUse } from './security-group-record.ts';
import { operations as view } from './security-group-view.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';
import { changeInlineRules, type InlineRules, inlineRulesOf } from './template-permission.ts';

export const operations = {
  ...view,

  CreateSecurityGroup(region, input) {
    const GroupName = required(input.GroupName, 'GroupName');
    const Description = required(input.Description, 'GroupDescription');
    const VpcId = input.VpcId ?? defaultVpcId(region);
    if (!VpcId) throw new AwsError('VPCIdNotSpecified', 'No default VPC for this user');
    checkNames(GroupName, Description);
    const vpc = find(region, 'vpcs', VpcId);
    if (region.securityGroups.find((each) => each.VpcId === VpcId && each.GroupName === GroupName)) {
      throw new AwsError(
        'InvalidGroup.Duplicate',
        `The security group '${GroupName}' already exists for VPC '${VpcId}'`,
      );
    }
    refuseBeyond(region, 'security-groups', region.securityGroups.size + 1);
    const Tags = tagsFor(input.TagSpecifications, 'security-group');
    const group = putGroup(region, { VpcId, GroupName, Description, Tags });
    allowAllEgress(region, group, vpc);
    return { GroupId: group.GroupId, SecurityGroupArn: group.SecurityGroupArn, Tags };
  },

  DeleteSecurityGroup(region, input) {
    const { GroupId = '', GroupName } = groupOf(region, input);
    if (GroupName === 'default') {
      throw new AwsError(
        'CannotDelete',
        `the specified group: "${GroupId}" name: "default" cannot be deleted by a user`,
      );
    }
    if (isInUse(region, GroupId)) {
      throw new AwsError('DependencyViolation', `resource ${GroupId} has a dependent object`);
    }
    deleteGroup(region, GroupId);
    return { Return: true, GroupId };
  },
} satisfies Ec2Operations;

/** The group that every VPC has: members may talk to each other and to everyone outside. */
export function createDefaultGroup(region: Region, vpcId: string): SecurityGroup {
  const vpc = find(region, 'vpcs', vpcId);
  const group = putGroup(region, {
    VpcId: vpcId,
    GroupName: 'default',
    Description: 'default VPC security group',
    Tags: [],
  });
  const ReferencedGroupInfo = { GroupId: group.GroupId, UserId: region.accountId };
  addRules(region, group, false, [{ ...ALL, ReferencedGroupInfo }]);
  allowAllEgress(region, group, vpc);
  return group;
}

/** Removes the group and its rules, whatever still refers to it. */
export function deleteGroup(region: Region, groupId: string): void {
  for (const rule of region.securityGroupRules.filter((each) => each.GroupId === groupId)) {
    region.securityGroupRules.delete(rule.SecurityGroupRuleId ?? '');
  }
  region.securityGroups.delete(groupId);
}

const ALL = { IpProtocol: '-1', FromPort: -1, ToPort: -1 };

function putGroup(
  region: Region,
  group: Required<Pick<SecurityGroup, 'VpcId' | 'GroupName' | 'Description' | 'Tags'>>,
): SecurityGroup {
  const GroupId = newId('sg');
  return region.securityGroups.put(GroupId, {
    GroupId,
    OwnerId: region.accountId,
    SecurityGroupArn: `arn:aws:ec2:${region.name}:${region.accountId}:security-group/${GroupId}`,
    ...group,
  });
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html */
function allowAllEgress(region: Region, group: SecurityGroup, vpc: Vpc): void {
  addRules(region, group, true, [{ ...ALL, CidrIpv4: '0.0.0.0/0' }]);
  if (vpc.Ipv6CidrBlockAssociationSet?.length) addRules(region, group, true, [{ ...ALL, CidrIpv6: '::/0' }]);
}

function checkNames(name: string, description: string): void {
  if (name === 'default') throw invalid('Cannot use reserved security group name: default');
  if (/^sg-/i.test(name)) {
    throw invalid(`Value (${name}) for parameter GroupName is invalid. Group names may not be in the format sg-*.`);
  }
  const valid = (text: string) => text.length <= 255 && /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]*$/.test(text);
  for (const [parameter, text] of Object.entries({ GroupName: name, GroupDescription: description })) {
    if (valid(text)) continue;
    throw invalid(
      `Value (${text}) for parameter ${parameter} is invalid. Valid values are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*`,
    );
  }
}

interface GroupProperties extends InlineRules {
  GroupDescription: string;
  GroupName?: string;
  VpcId?: string;
  Tags?: Tag[];
}

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html */
  'AWS::EC2::SecurityGroup': resourceType<GroupProperties>({
    create(region, properties, request) {
      const { GroupId = '' } = operations.CreateSecurityGroup(region, {
        GroupName: properties.GroupName ?? generatedName(request),
        Description: properties.GroupDescription,
        VpcId: properties.VpcId,
        TagSpecifications: specificationOf('security-group', properties.Tags),
      });
      changeInlineRules(region, GroupId, properties, {});
      return GroupId;
    },
    update(region, id, properties, previous) {
      changeInlineRules(region, id, properties, previous);
      retag(region.securityGroups, id, properties.Tags, previous.Tags);
    },
    delete(region, GroupId) {
      if (region.securityGroups.get(GroupId)) operations.DeleteSecurityGroup(region, { GroupId });
    },
    attributes(region, id) {
      const { GroupId, VpcId } = find(region, 'securityGroups', id);
      return { Id: GroupId, GroupId, VpcId };
    },
    read(region, id, _properties, siblings) {
      const group = region.securityGroups.get(id);
      if (!group) return undefined;
      const { GroupName, Description: GroupDescription, VpcId, Tags } = group;
      return { GroupName, GroupDescription, VpcId, Tags, ...inlineRulesOf(region, id, siblings) };
    },
  }),
};
