import type { VolumeAttributeName } from '@aws-sdk/client-ec2';
import { find, invalid, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';

export const operations = {
  ModifyVolumeAttribute(region, input) {
    const { VolumeId = '' } = find(region, 'volumes', input.VolumeId);
    const value = required(input.AutoEnableIO?.Value, 'AutoEnableIO');
    region.volumes.update(VolumeId, (draft) => {
      draft.autoEnableIo = value;
    });
    return {};
  },

  /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumeAttribute.html */
  DescribeVolumeAttribute(region, input) {
    const { VolumeId, autoEnableIo = false } = find(region, 'volumes', input.VolumeId);
    const attribute: VolumeAttributeName = required(input.Attribute, 'attribute');
    if (attribute === 'autoEnableIO') return { VolumeId, AutoEnableIO: { Value: autoEnableIo } };
    if (attribute === 'productCodes') return { VolumeId, ProductCodes: [] };
    throw invalid(`Value (${attribute}) for parameter attribute is invalid. Unknown attribute.`);
  },
} satisfies Ec2Operations;
