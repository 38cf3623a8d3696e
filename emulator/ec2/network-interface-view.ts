import type { NetworkInterface, NetworkInterfaceAssociation } from '@aws-sdk/client-ec2';
import type { Region } from '../state.ts';

/** Whether instances of the VPC have public DNS names. https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html */
function hasPublicNames(region: Region, vpcId: string | undefined): boolean {
  const vpc = region.vpcs.get(vpcId);
  return vpc?.enableDnsSupport === true && vpc.enableDnsHostnames;
}

/** The interface as AWS shows it: with public DNS names only where its VPC gives them. */
export function interfaceView(region: Region, record: NetworkInterface): NetworkInterface {
  if (hasPublicNames(region, record.VpcId)) return record;
  const { PublicDnsName: _hidden, ...view } = record;
  return {
    ...view,
    Association: nameless(record.Association),
    PrivateIpAddresses: record.PrivateIpAddresses?.map((each) => ({
      ...each,
      Association: nameless(each.Association),
    })),
  };
}

function nameless(association: NetworkInterfaceAssociation | undefined): NetworkInterfaceAssociation | undefined {
  return association && { ...association, PublicDnsName: '' };
}
