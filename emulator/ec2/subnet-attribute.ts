import type { ModifySubnetAttributeRequest, Subnet } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { holdsIpv6, ipv6BlockOf } from './allocation.ts';
import { refuseMembers } from './dependency.ts';
import { find, invalid, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { ipv6Association } from './subnet-record.ts';

type Apply = (subnet: Subnet, value: boolean) => void;

/** What each switch of ModifySubnetAttribute changes. */
const SWITCHES: { [Name in keyof ModifySubnetAttributeRequest]?: Apply } = {
  MapPublicIpOnLaunch: (subnet, value) => {
    subnet.MapPublicIpOnLaunch = value;
  },
  AssignIpv6AddressOnCreation: (subnet, value) => {
    if (value && !ipv6BlockOf(subnet)) {
      throw invalid(
        `Invalid value 'true' for assignIpv6AddressOnCreation. Subnet ${subnet.SubnetId} does not have an IPv6 CIDR block.`,
      );
    }
    subnet.AssignIpv6AddressOnCreation = value;
  },
  EnableDns64: (subnet, value) => {
    subnet.EnableDns64 = value;
  },
  EnableResourceNameDnsARecordOnLaunch: (subnet, value) => {
    subnet.PrivateDnsNameOptionsOnLaunch = {
      ...subnet.PrivateDnsNameOptionsOnLaunch,
      EnableResourceNameDnsARecord: value,
    };
  },
  EnableResourceNameDnsAAAARecordOnLaunch: (subnet, value) => {
    subnet.PrivateDnsNameOptionsOnLaunch = {
      ...subnet.PrivateDnsNameOptionsOnLaunch,
      EnableResourceNameDnsAAAARecord: value,
    };
  },
};

function changesOf(input: ModifySubnetAttributeRequest): ((subnet: Subnet) => void)[] {
  const { PrivateDnsHostnameTypeOnLaunch: hostnameType } = input;
  const switches = Object.entries(SWITCHES).flatMap(([name, apply]) => {
    const value = (input as unknown as Record<string, { Value?: boolean } | undefined>)[name]?.Value;
    return value === undefined ? [] : [(subnet: Subnet) => apply(subnet, value)];
  });
  if (hostnameType === undefined) return switches;
  const setHostnameType = (subnet: Subnet) => {
    subnet.PrivateDnsNameOptionsOnLaunch = { ...subnet.PrivateDnsNameOptionsOnLaunch, HostnameType: hostnameType };
  };
  return [...switches, setHostnameType];
}

function inUse(message: string): AwsError {
  return new AwsError('InvalidCidrBlock.InUse', message);
}

const NOT_EMULATED = [
  ...['CustomerOwnedIpv4Pool', 'DisableLniAtDeviceIndex', 'EnableLniAtDeviceIndex', 'MapCustomerOwnedIpOnLaunch'],
];

export const operations = {
  /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html: one attribute at a time */
  ModifySubnetAttribute(region, input) {
    refuseMembers('ModifySubnetAttribute', input, NOT_EMULATED);
    const { SubnetId = '' } = find(region, 'subnets', input.SubnetId);
    const [change, ...others] = changesOf(input);
    if (!change) throw new AwsError('MissingParameter', 'The request must contain the parameter attribute');
    if (others.length > 0) {
      throw new AwsError('InvalidParameterCombination', 'Fields for multiple attribute types specified');
    }
    region.subnets.update(SubnetId, change);
    return {};
  },

  AssociateSubnetCidrBlock(region, input) {
    refuseMembers('AssociateSubnetCidrBlock', input, ['Ipv6IpamPoolId', 'Ipv6NetmaskLength']);
    const subnet = find(region, 'subnets', input.SubnetId);
    if (ipv6BlockOf(subnet)) {
      throw new AwsError(
        'CidrLimitExceeded',
        `This subnet '${subnet.SubnetId}' has met its maximum number of CIDRs: 1`,
      );
    }
    const vpc = find(region, 'vpcs', subnet.VpcId);
    const association = ipv6Association(region, vpc, required(input.Ipv6CidrBlock, 'ipv6CidrBlock'));
    region.subnets.update(subnet.SubnetId!, (draft) => {
      draft.Ipv6CidrBlockAssociationSet = [association];
    });
    return {
      SubnetId: subnet.SubnetId,
      Ipv6CidrBlockAssociation: { ...association, Ipv6CidrBlockState: { State: 'associating' } },
    };
  },

  DisassociateSubnetCidrBlock(region, input) {
    const id = required(input.AssociationId, 'associationId');
    const subnet = region.subnets.find(
      (each) => each.Ipv6CidrBlockAssociationSet?.some(({ AssociationId }) => AssociationId === id) ?? false,
    );
    const association = subnet?.Ipv6CidrBlockAssociationSet?.[0];
    if (!subnet?.SubnetId || !association) {
      throw new AwsError(
        'InvalidSubnetCidrBlockAssociationID.NotFound',
        `The subnet CIDR block association ID '${id}' does not exist`,
      );
    }
    const what = `The subnet IPv6 CIDR block with association ID ${id} may not be disassociated`;
    if (subnet.AssignIpv6AddressOnCreation) {
      throw inUse(`${what}, because its subnet has assign-ipv6-address-on-creation set to true.`);
    }
    if (holdsIpv6(region, subnet.SubnetId)) {
      throw inUse(`${what}. The subnet has IPv6 addresses in use.`);
    }
    region.subnets.update(subnet.SubnetId, (draft) => {
      draft.Ipv6CidrBlockAssociationSet = [];
    });
    return {
      SubnetId: subnet.SubnetId,
      Ipv6CidrBlockAssociation: { ...association, Ipv6CidrBlockState: { State: 'disassociating' } },
    };
  },
} satisfies Ec2Operations;
