import type { DnsEntry, VpcEndpoint } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { type EndpointService, endpointService } from './endpoint-service.ts';
import { find } from './kind.ts';
import { createInterface, deleteInterface } from './network-interface-record.ts';

/** The hosted zone in which AWS publishes the names of endpoints, and the one that it makes for private DNS. */
const PUBLIC_ZONE = 'Z1HUB23UULQXV';
const PRIVATE_ZONE = 'Z0PRIVATEDNS';

interface InterfaceChange {
  addSubnets: readonly string[];
  removeSubnets: readonly string[];
  groups: readonly string[];
  privateDns: boolean;
}

/** Adds and removes interfaces, and sets the security groups of all of them. */
export function changeInterface(region: Region, endpoint: VpcEndpoint, change: InterfaceChange): VpcEndpoint {
  const id = endpoint.VpcEndpointId!;
  if (change.privateDns && !endpoint.PrivateDnsEnabled) {
    checkPrivateDns(region, endpoint, endpointService(region, endpoint.ServiceName ?? ''));
  }
  const Groups = change.groups.map((groupId) => {
    const { GroupId, GroupName } = find(region, 'securityGroups', groupId);
    return { GroupId, GroupName };
  });
  removeInterfaces(region, endpoint, change.removeSubnets);
  region.vpcEndpoints.update(id, (draft) => {
    draft.Groups = Groups;
    draft.PrivateDnsEnabled = change.privateDns;
    draft.SubnetIds = draft.SubnetIds?.filter((each) => !change.removeSubnets.includes(each));
    draft.NetworkInterfaceIds = draft.NetworkInterfaceIds?.filter((each) => region.networkInterfaces.get(each));
  });
  for (const subnetId of change.addSubnets) {
    const interfaceId = addInterface(region, find(region, 'vpcEndpoints', id), subnetId, change.groups);
    region.vpcEndpoints.update(id, (draft) => {
      draft.SubnetIds?.push(subnetId);
      draft.NetworkInterfaceIds?.push(interfaceId);
    });
  }
  const changed = region.vpcEndpoints.update(id, (draft) => {
    draft.DnsEntries = dnsEntriesOf(region, draft);
  });
  for (const interfaceId of changed.NetworkInterfaceIds ?? []) {
    region.networkInterfaces.update(interfaceId, (draft) => {
      draft.Groups = Groups;
    });
  }
  return changed;
}

/** Gives the endpoint an interface in one more subnet. Returns the interface's id. */
function addInterface(region: Region, endpoint: VpcEndpoint, subnetId: string, groups: readonly string[]): string {
  const subnet = find(region, 'subnets', subnetId);
  if (subnet.VpcId !== endpoint.VpcId) {
    throw new AwsError('InvalidParameter', `Subnet ${subnetId} does not belong to VPC ${endpoint.VpcId}`);
  }
  const inZone = (endpoint.SubnetIds ?? []).some(
    (id) => region.subnets.get(id)?.AvailabilityZone === subnet.AvailabilityZone,
  );
  if (inZone) {
    throw new AwsError(
      'DuplicateSubnetsInSameZone',
      `Found another VPC endpoint subnet in the availability zone of ${subnetId}`,
    );
  }
  const made = createInterface(region, {
    subnetId,
    groups,
    description: `VPC Endpoint Interface ${endpoint.VpcEndpointId}`,
    interfaceType: 'vpc_endpoint',
    requesterManaged: true,
  });
  return made.NetworkInterfaceId!;
}

export function removeInterfaces(
  region: Region,
  { NetworkInterfaceIds = [] }: VpcEndpoint,
  subnetIds?: readonly string[],
): void {
  for (const id of NetworkInterfaceIds) {
    const subnetId = region.networkInterfaces.get(id)?.SubnetId ?? '';
    if (!subnetIds || subnetIds.includes(subnetId)) deleteInterface(region, id);
  }
}

/** The names under which the endpoint answers: its own, one for each zone, and the service's when private DNS is on. */
function dnsEntriesOf(region: Region, endpoint: VpcEndpoint): DnsEntry[] {
  const service = endpointService(region, endpoint.ServiceName ?? '');
  const suffix = service.name.replace(`com.amazonaws.${region.name}.`, '').split('.').reverse().join('.');
  const name = (stem: string) => `${stem}.${suffix}.${region.name}.vpce.amazonaws.com`;
  const stem = `${endpoint.VpcEndpointId}-${(endpoint.VpcEndpointId ?? '').slice(-8)}`;
  const zones = (endpoint.SubnetIds ?? []).flatMap((id) => region.subnets.get(id)?.AvailabilityZone ?? []);
  const own = [stem, ...zones.sort().map((zone) => `${stem}-${zone}`)].map((each) => ({
    DnsName: name(each),
    HostedZoneId: PUBLIC_ZONE,
  }));
  if (!endpoint.PrivateDnsEnabled) return own;
  return [...own, ...service.dnsNames.map((DnsName) => ({ DnsName, HostedZoneId: PRIVATE_ZONE }))];
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html#private-dns-for-aws-services */
function checkPrivateDns(region: Region, endpoint: VpcEndpoint, service: EndpointService): void {
  const { VpcId } = endpoint;
  const vpc = find(region, 'vpcs', VpcId);
  if (!vpc.enableDnsSupport || !vpc.enableDnsHostnames) {
    throw new AwsError(
      'InvalidParameter',
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${VpcId}`,
    );
  }
  const other = region.vpcEndpoints.find(
    (each) =>
      each.VpcId === VpcId &&
      each.VpcEndpointId !== endpoint.VpcEndpointId &&
      each.PrivateDnsEnabled === true &&
      each.ServiceName === endpoint.ServiceName,
  );
  if (!other) return;
  throw new AwsError(
    'InvalidParameter',
    `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${service.dnsNames[0]} in the VPC ${VpcId}`,
  );
}
