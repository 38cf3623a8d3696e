import type { NetworkAcl, NetworkAclAssociation, Subnet } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { find, invalid, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';

export const operations = {
  ReplaceNetworkAclAssociation(region, input) {
    const { SubnetId = '' } = associationNamed(region, required(input.AssociationId, 'associationId'));
    return { NewAssociationId: associateAcl(region, find(region, 'networkAcls', input.NetworkAclId), SubnetId) };
  },
} satisfies Ec2Operations;

/** Gives a new subnet its VPC's default network ACL, as AWS does. */
export function associateWithDefaultAcl(region: Region, subnet: Subnet): void {
  associateAcl(region, defaultAclOf(region, subnet.VpcId), subnet.SubnetId ?? '');
}

/** Forgets the association of a subnet that is going away. */
export function dissociateAcl(region: Region, subnetId: string): void {
  const { NetworkAclId } = associationOf(region, subnetId) ?? {};
  if (!NetworkAclId) return;
  region.networkAcls.update(NetworkAclId, (draft) => {
    draft.Associations = draft.Associations?.filter((each) => each.SubnetId !== subnetId);
  });
}

/** A subnet always has exactly one network ACL: the new one replaces the one it had. */
function associateAcl(region: Region, acl: NetworkAcl, SubnetId: string): string {
  const { NetworkAclId = '' } = acl;
  if (find(region, 'subnets', SubnetId).VpcId !== acl.VpcId) {
    throw invalid(`network ACL ${NetworkAclId} and subnet ${SubnetId} belong to different networks`);
  }
  dissociateAcl(region, SubnetId);
  const NetworkAclAssociationId = newId('aclassoc');
  region.networkAcls.update(NetworkAclId, (draft) => {
    draft.Associations = [...(draft.Associations ?? []), { NetworkAclAssociationId, NetworkAclId, SubnetId }];
  });
  return NetworkAclAssociationId;
}

function defaultAclOf(region: Region, vpcId: string | undefined): NetworkAcl {
  const acl = region.networkAcls.find((each) => each.VpcId === vpcId && each.IsDefault === true);
  if (!acl) throw new Error(`${vpcId} has no default network ACL`);
  return acl;
}

function associations(region: Region): NetworkAclAssociation[] {
  return region.networkAcls.values().flatMap((acl) => acl.Associations ?? []);
}

const associationOf = (region: Region, subnetId: string) =>
  associations(region).find((each) => each.SubnetId === subnetId);

function associationNamed(region: Region, id: string): NetworkAclAssociation {
  const association = associations(region).find((each) => each.NetworkAclAssociationId === id);
  if (association) return association;
  throw new AwsError('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`);
}

interface AssociationProperties {
  NetworkAclId: string;
  SubnetId: string;
}

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnetnetworkaclassociation.html */
  'AWS::EC2::SubnetNetworkAclAssociation': resourceType<AssociationProperties>({
    create(region, { NetworkAclId, SubnetId }) {
      return associateAcl(region, find(region, 'networkAcls', NetworkAclId), SubnetId);
    },
    /** The subnet goes back to the default network ACL, unless someone has since given it another. */
    delete(region, id, { SubnetId }) {
      if (associationOf(region, SubnetId)?.NetworkAclAssociationId !== id) return;
      associateWithDefaultAcl(region, find(region, 'subnets', SubnetId));
    },
    attributes: (_region, id) => ({ AssociationId: id }),
    read: (region, id) => associations(region).find((each) => each.NetworkAclAssociationId === id),
  }),
};
