import {
  type Address,
  AllocateAddressCommand,
  AssociateAddressCommand,
  DescribeAddressesCommand,
  DisassociateAddressCommand,
  ReleaseAddressCommand,
} from '@aws-sdk/client-ec2';
import { asking, confirming, creating } from '../asking.tsx';
import type { Resource } from '../resource.ts';
import { NAME, NAME_FIELD, named } from '../tags.ts';
import { instanceChoices, interfaceChoices } from '../vpc/choices.ts';

const Associate = asking({
  title: 'Associate Elastic IP address',
  confirm: 'Associate',
  fields: {
    type: {
      kind: 'choice',
      label: 'Resource type',
      options: [
        { value: 'instance', label: 'Instance' },
        { value: 'interface', label: 'Network interface' },
      ],
    },
    instance: { kind: 'one', label: 'Instance', load: instanceChoices, when: ({ type }) => type === 'instance' },
    networkInterface: {
      kind: 'one',
      label: 'Network interface',
      load: interfaceChoices,
      when: ({ type }) => type === 'interface',
    },
    privateIp: { kind: 'text', label: 'Private IP address', description: 'The primary one when left empty.' },
    again: { kind: 'check', label: 'Allow this Elastic IP address to be reassociated' },
  },
  initial: (_: Address) => ({ type: 'instance' }),
  async work({ ec2 }, { type, instance, networkInterface, privateIp, again }, { AllocationId, PublicIp }) {
    await ec2.send(
      new AssociateAddressCommand({
        AllocationId,
        AllowReassociation: again,
        ...(type === 'instance' ? { InstanceId: instance } : { NetworkInterfaceId: networkInterface }),
        ...(privateIp && { PrivateIpAddress: privateIp }),
      }),
    );
    return `${PublicIp} was associated.`;
  },
});

export const elasticIps: Resource<Address> = {
  path: 'ec2/elastic-ips',
  section: 'Network & Security',
  one: 'Elastic IP address',
  many: 'Elastic IPs',
  idOf: ({ AllocationId = '' }) => AllocationId,
  list: async ({ ec2 }) => (await ec2.send(new DescribeAddressesCommand({}))).Addresses ?? [],
  attributes: [
    NAME,
    { id: 'public-ip', label: 'Allocated IPv4 address', value: ({ PublicIp = '' }) => PublicIp },
    { id: 'id', label: 'Allocation ID', value: ({ AllocationId = '' }) => AllocationId },
    {
      id: 'instance',
      label: 'Associated instance ID',
      value: ({ InstanceId = '' }) => InstanceId,
      link: ({ InstanceId }) => `ec2/instances/${InstanceId}`,
    },
    { id: 'private-ip', label: 'Private IP address', value: ({ PrivateIpAddress = '' }) => PrivateIpAddress },
    { id: 'association', label: 'Association ID', value: ({ AssociationId = '' }) => AssociationId },
    {
      id: 'interface',
      label: 'Network interface ID',
      value: ({ NetworkInterfaceId = '' }) => NetworkInterfaceId,
      link: ({ NetworkInterfaceId }) => `ec2/network-interfaces/${NetworkInterfaceId}`,
    },
    { id: 'owner', label: 'Network interface owner account ID', value: (each) => each.NetworkInterfaceOwnerId ?? '' },
    { id: 'group', label: 'Network border group', value: ({ NetworkBorderGroup = '' }) => NetworkBorderGroup },
  ],
  shown: ['name', 'public-ip', 'id', 'instance', 'private-ip', 'association', 'interface'],
  create: {
    label: 'Allocate Elastic IP address',
    dialog: creating({
      title: 'Allocate Elastic IP address',
      confirm: 'Allocate',
      fields: { name: NAME_FIELD },
      async work({ ec2 }, { name }) {
        const made = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc', ...named('elastic-ip', name) }));
        return `${made.PublicIp} was allocated.`;
      },
    }),
  },
  actions: [
    { id: 'associate', label: 'Associate Elastic IP address', dialog: Associate },
    {
      id: 'disassociate',
      label: 'Disassociate Elastic IP address',
      refused: ({ AssociationId }) => (AssociationId ? undefined : 'It is associated with nothing.'),
      dialog: confirming({
        title: 'Disassociate Elastic IP address',
        confirm: 'Disassociate',
        question: ({ PublicIp, PrivateIpAddress }) => `Disassociate ${PublicIp} from ${PrivateIpAddress}?`,
        async work({ ec2 }, { AssociationId, PublicIp }) {
          await ec2.send(new DisassociateAddressCommand({ AssociationId }));
          return `${PublicIp} was disassociated.`;
        },
      }),
    },
    {
      id: 'release',
      label: 'Release Elastic IP addresses',
      refused: ({ AssociationId }) => (AssociationId ? 'Disassociate it first.' : undefined),
      dialog: confirming({
        title: 'Release Elastic IP addresses',
        confirm: 'Release',
        question: ({ PublicIp }) => `Release ${PublicIp}? It is no longer yours then.`,
        async work({ ec2 }, { AllocationId, PublicIp }) {
          await ec2.send(new ReleaseAddressCommand({ AllocationId }));
          return `${PublicIp} was released.`;
        },
      }),
    },
  ],
};
