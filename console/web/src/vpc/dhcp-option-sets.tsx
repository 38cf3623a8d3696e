import { DeleteDhcpOptionsCommand, DescribeDhcpOptionsCommand, type DhcpOptions } from '@aws-sdk/client-ec2';
import { deleting } from '../asking.tsx';
import type { Attribute, Resource } from '../resource.ts';
import { NAME } from '../tags.ts';

/** An option of the set by AWS's key for it. */
const option = (key: string, label: string): Attribute<DhcpOptions> => ({
  id: key,
  label,
  value: ({ DhcpConfigurations = [] }) =>
    (DhcpConfigurations.find(({ Key }) => Key === key)?.Values ?? []).map(({ Value }) => Value).join(', '),
});

export const dhcpOptionSets: Resource<DhcpOptions> = {
  path: 'vpc/dhcp-option-sets',
  section: 'Virtual private cloud',
  one: 'DHCP option set',
  many: 'DHCP option sets',
  idOf: ({ DhcpOptionsId = '' }) => DhcpOptionsId,
  list: async ({ ec2 }) => (await ec2.send(new DescribeDhcpOptionsCommand({}))).DhcpOptions ?? [],
  attributes: [
    NAME,
    { id: 'id', label: 'DHCP option set ID', value: ({ DhcpOptionsId = '' }) => DhcpOptionsId },
    option('domain-name', 'Domain name'),
    option('domain-name-servers', 'Domain name servers'),
    option('ntp-servers', 'NTP servers'),
    option('netbios-name-servers', 'NetBIOS name servers'),
    option('netbios-node-type', 'NetBIOS node type'),
    { id: 'owner', label: 'Owner ID', value: ({ OwnerId = '' }) => OwnerId },
  ],
  actions: [
    {
      id: 'delete',
      label: 'Delete DHCP option set',
      dialog: deleting(
        ({ DhcpOptionsId = '' }) => DhcpOptionsId,
        ({ ec2 }, { DhcpOptionsId }) => ec2.send(new DeleteDhcpOptionsCommand({ DhcpOptionsId })),
      ),
    },
  ],
};
