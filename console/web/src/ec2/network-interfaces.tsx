import {
  AssignPrivateIpAddressesCommand,
  AssociateAddressCommand,
  DescribeNetworkInterfacesCommand,
  ModifyNetworkInterfaceAttributeCommand,
  type NetworkInterface,
  UnassignPrivateIpAddressesCommand,
} from '@aws-sdk/client-ec2';
import { asking } from '../asking.tsx';
import { FactsTable } from '../facts-table.tsx';
import { PageLink } from '../page-link.tsx';
import type { Resource } from '../resource.ts';
import { stateAttribute } from '../states.ts';
import { NAME } from '../tags.ts';
import { freeAddressChoices, groupChoices } from '../vpc/choices.ts';

/** As DescribeNetworkInterfaces answers it, with its tags where other kinds have theirs. */
interface TaggedInterface extends NetworkInterface {
  readonly Tags: NetworkInterface['TagSet'];
}

const secondary = ({ PrivateIpAddresses = [] }: NetworkInterface) =>
  PrivateIpAddresses.flatMap(({ Primary, PrivateIpAddress }) => (Primary || !PrivateIpAddress ? [] : PrivateIpAddress));

const words = (text: string) => text.split(/[\s,]+/).filter((word) => word !== '');

const ChangeGroups = asking({
  title: 'Change security groups',
  confirm: 'Save',
  fields: { groups: { kind: 'many', label: 'Associated security groups', load: groupChoices } },
  vpc: ({ VpcId }: TaggedInterface) => VpcId,
  initial: ({ Groups = [] }) => ({ groups: Groups.flatMap(({ GroupId }) => GroupId ?? []) }),
  async work({ ec2 }, { groups }, { NetworkInterfaceId }) {
    await ec2.send(new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId, Groups: [...groups] }));
    return `The security groups of ${NetworkInterfaceId} were saved.`;
  },
});

const ChangeSourceDestCheck = asking({
  title: 'Change source/dest. check',
  confirm: 'Save',
  fields: { enable: { kind: 'check', label: 'Enable source/destination check' } },
  initial: ({ SourceDestCheck = true }: TaggedInterface) => ({ enable: SourceDestCheck }),
  async work({ ec2 }, { enable }, { NetworkInterfaceId }) {
    await ec2.send(
      new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId, SourceDestCheck: { Value: enable } }),
    );
    return `The source/dest. check of ${NetworkInterfaceId} was saved.`;
  },
});

const ManageAddresses = asking({
  title: 'Manage IP addresses',
  confirm: 'Save',
  fields: {
    addresses: {
      kind: 'text',
      label: 'Secondary private IPv4 addresses',
      description: 'Separated by commas.',
      placeholder: '10.0.0.10, 10.0.0.11',
    },
    publicIp: { kind: 'check', label: 'Auto-assign public IP' },
  },
  initial: (item: TaggedInterface) => ({
    addresses: secondary(item).join(', '),
    publicIp: item.Association !== undefined,
  }),
  async work({ ec2 }, { addresses, publicIp }, item) {
    const { NetworkInterfaceId } = item;
    const wanted = words(addresses);
    const gone = secondary(item).filter((each) => !wanted.includes(each));
    const added = wanted.filter((each) => !secondary(item).includes(each));
    if (gone.length > 0) {
      await ec2.send(new UnassignPrivateIpAddressesCommand({ NetworkInterfaceId, PrivateIpAddresses: gone }));
    }
    if (added.length > 0) {
      await ec2.send(new AssignPrivateIpAddressesCommand({ NetworkInterfaceId, PrivateIpAddresses: added }));
    }
    if (publicIp !== (item.Association !== undefined)) {
      await ec2.send(
        new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId, AssociatePublicIpAddress: publicIp }),
      );
    }
    return `The addresses of ${NetworkInterfaceId} were saved.`;
  },
});

const AssociateAddress = asking({
  title: 'Associate Elastic IP address',
  confirm: 'Associate',
  fields: {
    allocation: { kind: 'one', label: 'Elastic IP address', load: freeAddressChoices },
    privateIp: { kind: 'text', label: 'Private IPv4 address' },
    again: { kind: 'check', label: 'Allow the Elastic IP address to be reassociated' },
  },
  initial: ({ PrivateIpAddress = '' }: TaggedInterface) => ({ privateIp: PrivateIpAddress }),
  async work({ ec2 }, { allocation, privateIp, again }, { NetworkInterfaceId }) {
    await ec2.send(
      new AssociateAddressCommand({
        NetworkInterfaceId,
        AllocationId: allocation,
        PrivateIpAddress: privateIp,
        AllowReassociation: again,
      }),
    );
    return `${allocation} was associated with ${NetworkInterfaceId}.`;
  },
});

export const networkInterfaces: Resource<TaggedInterface> = {
  path: 'ec2/network-interfaces',
  section: 'Network & Security',
  one: 'network interface',
  many: 'Network interfaces',
  idOf: ({ NetworkInterfaceId = '' }) => NetworkInterfaceId,
  async list({ ec2 }) {
    const { NetworkInterfaces = [] } = await ec2.send(new DescribeNetworkInterfacesCommand({}));
    return NetworkInterfaces.map((each) => ({ ...each, Tags: each.TagSet ?? [] }));
  },
  attributes: [
    NAME,
    { id: 'id', label: 'Network interface ID', value: ({ NetworkInterfaceId = '' }) => NetworkInterfaceId },
    stateAttribute('Status', ({ Status = '' }) => Status),
    {
      id: 'subnet',
      label: 'Subnet ID',
      value: ({ SubnetId = '' }) => SubnetId,
      link: ({ SubnetId }) => `vpc/subnets/${SubnetId}`,
    },
    { id: 'vpc', label: 'VPC ID', value: ({ VpcId = '' }) => VpcId, link: ({ VpcId }) => `vpc/vpcs/${VpcId}` },
    { id: 'zone', label: 'Availability Zone', value: ({ AvailabilityZone = '' }) => AvailabilityZone },
    {
      id: 'groups',
      label: 'Security group names',
      value: ({ Groups = [] }) => Groups.map(({ GroupName }) => GroupName).join(', '),
    },
    { id: 'type', label: 'Interface type', value: ({ InterfaceType = '' }) => InterfaceType },
    { id: 'description', label: 'Description', value: ({ Description = '' }) => Description },
    {
      id: 'instance',
      label: 'Instance ID',
      value: ({ Attachment }) => Attachment?.InstanceId ?? '',
      link: ({ Attachment }) => `ec2/instances/${Attachment?.InstanceId}`,
    },
    { id: 'public-ip', label: 'Public IPv4 address', value: ({ Association }) => Association?.PublicIp ?? '' },
    { id: 'private-ip', label: 'Primary private IPv4 address', value: (each) => each.PrivateIpAddress ?? '' },
    { id: 'source-dest', label: 'Source/dest. check', value: (each) => String(each.SourceDestCheck ?? '') },
    { id: 'mac', label: 'MAC address', value: ({ MacAddress = '' }) => MacAddress },
    { id: 'requester', label: 'Requester-managed', value: ({ RequesterManaged }) => String(RequesterManaged ?? false) },
  ],
  shown: ['name', 'id', 'state', 'subnet', 'vpc', 'groups', 'type', 'instance', 'public-ip', 'private-ip'],
  tabs: [
    {
      id: 'addresses',
      label: 'IP addresses',
      content: ({ PrivateIpAddresses = [] }) => (
        <FactsTable
          title="IP addresses"
          items={PrivateIpAddresses}
          columns={{
            'Private IPv4 address': ({ PrivateIpAddress }) => PrivateIpAddress,
            Primary: ({ Primary }) => (Primary ? 'Yes' : 'No'),
            'Public IPv4 address': ({ Association }) => Association?.PublicIp,
            'Allocation ID': ({ Association }) => Association?.AllocationId,
          }}
        />
      ),
    },
    {
      id: 'groups',
      label: 'Security groups',
      content: ({ Groups = [] }) => (
        <FactsTable
          title="Security groups"
          items={Groups}
          columns={{
            'Security group ID': ({ GroupId = '' }) => (
              <PageLink to={`vpc/security-groups/${GroupId}`}>{GroupId}</PageLink>
            ),
            'Security group name': ({ GroupName }) => GroupName,
          }}
        />
      ),
    },
  ],
  actions: [
    { id: 'associate', label: 'Associate address', dialog: AssociateAddress },
    { id: 'groups', label: 'Change security groups', dialog: ChangeGroups },
    { id: 'source-dest', label: 'Change source/dest. check', dialog: ChangeSourceDestCheck },
    { id: 'addresses', label: 'Manage IP addresses', dialog: ManageAddresses },
  ],
};
