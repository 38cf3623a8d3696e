import type { InternetGatewayExclusionMode, Tag, VpcBlockPublicAccessExclusion } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import { picked } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { describe } from './describe.ts';
import { find, invalid, KINDS, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';

const MODES: readonly string[] = ['allow-bidirectional', 'allow-egress'] satisfies InternetGatewayExclusionMode[];
const DELETED = 'delete-complete';

function modeOf(asked: InternetGatewayExclusionMode | undefined): InternetGatewayExclusionMode {
  const mode = required(asked, 'InternetGatewayExclusionMode');
  if (MODES.includes(mode)) return mode;
  throw invalid(`Value (${mode}) for parameter InternetGatewayExclusionMode is invalid.`);
}

/** The ARN of the VPC or of the subnet that is to be excluded. */
function arnOf(region: Region, { VpcId, SubnetId }: { VpcId?: string | undefined; SubnetId?: string | undefined }) {
  if (VpcId && SubnetId) {
    throw new AwsError('InvalidParameterCombination', 'VpcId and SubnetId cannot be specified together.');
  }
  if (SubnetId) return required(find(region, 'subnets', SubnetId).SubnetArn, 'SubnetArn');
  const { VpcId: id } = find(region, 'vpcs', VpcId);
  return `arn:aws:ec2:${region.name}:${region.accountId}:vpc/${id}`;
}

/** A deleted exclusion is still described, but cannot be changed any more. */
function existing(region: Region, id: string | undefined, done: 'deleted' | 'modified'): VpcBlockPublicAccessExclusion {
  const exclusion = find(region, 'vpcBlockPublicAccessExclusions', id);
  if (exclusion.State !== DELETED) return exclusion;
  throw invalid(`Exclusion ${id} is in ${DELETED} state and cannot be ${done}.`);
}

/**
 * A VPC or a subnet has one exclusion at most; a subnet of an excluded VPC may have one of its own. AWS documents no code of its own
 * for the second.
 */
function refuseTwin(live: readonly VpcBlockPublicAccessExclusion[], arn: string): void {
  const twin = live.find(({ ResourceArn }) => ResourceArn === arn);
  if (twin) throw invalid(`Exclusion ${twin.ExclusionId} already exists for resource ${arn}.`);
}

export const operations = {
  /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcBlockPublicAccessExclusion.html */
  CreateVpcBlockPublicAccessExclusion(region, input) {
    const InternetGatewayExclusionMode = modeOf(input.InternetGatewayExclusionMode);
    const ResourceArn = arnOf(region, input);
    const live = region.vpcBlockPublicAccessExclusions.filter(({ State }) => State !== DELETED);
    refuseTwin(live, ResourceArn);
    refuseBeyond(region, 'block-public-access-exclusions', live.length + 1);
    const ExclusionId = newId('vpcbpa-exclude');
    const now = new Date();
    const exclusion = region.vpcBlockPublicAccessExclusions.put(ExclusionId, {
      ExclusionId,
      InternetGatewayExclusionMode,
      ResourceArn,
      State: 'create-complete',
      CreationTimestamp: now,
      LastUpdateTimestamp: now,
      Tags: tagsFor(input.TagSpecifications, 'vpc-block-public-access-exclusion'),
    });
    return { VpcBlockPublicAccessExclusion: { ...exclusion, State: 'create-in-progress' } };
  },

  ModifyVpcBlockPublicAccessExclusion(region, input) {
    const { ExclusionId = '' } = existing(region, input.ExclusionId, 'modified');
    const mode = modeOf(input.InternetGatewayExclusionMode);
    const exclusion = region.vpcBlockPublicAccessExclusions.update(ExclusionId, (draft) => {
      draft.InternetGatewayExclusionMode = mode;
      draft.State = 'update-complete';
      draft.LastUpdateTimestamp = new Date();
    });
    return { VpcBlockPublicAccessExclusion: { ...exclusion, State: 'update-in-progress' } };
  },

  DeleteVpcBlockPublicAccessExclusion(region, input) {
    const { ExclusionId = '' } = existing(region, input.ExclusionId, 'deleted');
    const exclusion = region.vpcBlockPublicAccessExclusions.update(ExclusionId, (draft) => {
      draft.State = DELETED;
      draft.LastUpdateTimestamp = new Date();
      draft.DeletionTimestamp = draft.LastUpdateTimestamp;
    });
    return { VpcBlockPublicAccessExclusion: { ...exclusion, State: 'delete-in-progress' } };
  },

  DescribeVpcBlockPublicAccessExclusions(region, input) {
    const { page, NextToken } = describe(region.vpcBlockPublicAccessExclusions.values(), input, {
      ...KINDS.vpcBlockPublicAccessExclusions,
      ids: input.ExclusionIds,
      idOf: (exclusion) => exclusion.ExclusionId!,
      filters: {
        'internet-gateway-exclusion-mode': (exclusion) => [exclusion.InternetGatewayExclusionMode],
        'resource-arn': (exclusion) => [exclusion.ResourceArn],
        state: (exclusion) => [exclusion.State],
      },
    });
    return { VpcBlockPublicAccessExclusions: page, NextToken };
  },
} satisfies Ec2Operations;

interface ExclusionProperties {
  InternetGatewayExclusionMode: InternetGatewayExclusionMode;
  SubnetId?: string;
  VpcId?: string;
  Tags?: Tag[];
}

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcblockpublicaccessexclusion.html */
  'AWS::EC2::VPCBlockPublicAccessExclusion': resourceType<ExclusionProperties>({
    create(region, { Tags, ...asked }) {
      const { VpcBlockPublicAccessExclusion } = operations.CreateVpcBlockPublicAccessExclusion(region, {
        ...asked,
        TagSpecifications: specificationOf('vpc-block-public-access-exclusion', Tags),
      });
      return VpcBlockPublicAccessExclusion.ExclusionId!;
    },
    update(region, ExclusionId, { InternetGatewayExclusionMode, Tags }, previous) {
      if (InternetGatewayExclusionMode !== previous.InternetGatewayExclusionMode) {
        operations.ModifyVpcBlockPublicAccessExclusion(region, { ExclusionId, InternetGatewayExclusionMode });
      }
      retag(region.vpcBlockPublicAccessExclusions, ExclusionId, Tags, previous.Tags);
    },
    delete(region, ExclusionId) {
      const exclusion = region.vpcBlockPublicAccessExclusions.get(ExclusionId);
      if (!exclusion || exclusion.State === DELETED) return;
      operations.DeleteVpcBlockPublicAccessExclusion(region, { ExclusionId });
    },
    attributes: (_region, id) => ({ ExclusionId: id }),
    read(region, id) {
      const exclusion = region.vpcBlockPublicAccessExclusions.get(id);
      if (!exclusion || exclusion.State === DELETED) return undefined;
      const [kind, excluded] = exclusion.ResourceArn?.split(':').at(-1)?.split('/') ?? [];
      return {
        ...picked(exclusion, ['InternetGatewayExclusionMode', 'Tags']),
        ...(kind === 'subnet' ? { SubnetId: excluded } : { VpcId: excluded }),
      };
    },
  }),
};
