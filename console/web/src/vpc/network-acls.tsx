import {
  CreateNetworkAclCommand,
  DeleteNetworkAclCommand,
  DescribeNetworkAclsCommand,
  type NetworkAcl,
} from '@aws-sdk/client-ec2';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { creating, deleting } from '../asking.tsx';
import { FactsTable } from '../facts-table.tsx';
import { PageLink } from '../page-link.tsx';
import type { Resource } from '../resource.ts';
import { NAME, NAME_FIELD, named } from '../tags.ts';
import { vpcChoices } from './choices.ts';
import { editedEntry, entriesOf } from './network-acl-entry.ts';
import { type Direction, protocolName, typeOf } from './rule.ts';

const subnetsOf = ({ Associations = [] }: NetworkAcl) => Associations.flatMap(({ SubnetId }) => SubnetId ?? []);

export function NetworkAclRules({ acl, direction }: { acl: NetworkAcl; direction: Direction }) {
  return (
    <FactsTable
      title={direction === 'inbound' ? 'Inbound rules' : 'Outbound rules'}
      items={entriesOf(acl, direction).map(editedEntry)}
      actions={
        <PageLink to={`vpc/network-acls/${acl.NetworkAclId}/edit-${direction}-rules`}>Edit {direction} rules</PageLink>
      }
      columns={{
        'Rule number': ({ number }) => number,
        Type: (rule) => typeOf(rule),
        Protocol: ({ protocol }) => protocolName(protocol),
        'Port range': ({ ports }) => ports,
        [direction === 'inbound' ? 'Source' : 'Destination']: ({ peer }) => peer,
        'Allow/Deny': ({ action }) => (
          <StatusIndicator type={action === 'allow' ? 'success' : 'error'}>
            {action === 'allow' ? 'Allow' : 'Deny'}
          </StatusIndicator>
        ),
      }}
    />
  );
}

export const networkAcls: Resource<NetworkAcl> = {
  path: 'vpc/network-acls',
  section: 'Security',
  one: 'network ACL',
  many: 'Network ACLs',
  idOf: ({ NetworkAclId = '' }) => NetworkAclId,
  list: async ({ ec2 }) => (await ec2.send(new DescribeNetworkAclsCommand({}))).NetworkAcls ?? [],
  attributes: [
    NAME,
    { id: 'id', label: 'Network ACL ID', value: ({ NetworkAclId = '' }) => NetworkAclId },
    { id: 'subnets', label: 'Associated with', value: (acl) => subnetsOf(acl).join(', ') },
    { id: 'default', label: 'Default', value: ({ IsDefault }) => (IsDefault ? 'Yes' : 'No') },
    { id: 'vpc', label: 'VPC ID', value: ({ VpcId = '' }) => VpcId, link: ({ VpcId }) => `vpc/vpcs/${VpcId}` },
    { id: 'inbound', label: 'Inbound rules count', value: (acl) => String(entriesOf(acl, 'inbound').length) },
    { id: 'outbound', label: 'Outbound rules count', value: (acl) => String(entriesOf(acl, 'outbound').length) },
    { id: 'owner', label: 'Owner', value: ({ OwnerId = '' }) => OwnerId },
  ],
  tabs: [
    { id: 'inbound', label: 'Inbound rules', content: (acl) => <NetworkAclRules acl={acl} direction="inbound" /> },
    { id: 'outbound', label: 'Outbound rules', content: (acl) => <NetworkAclRules acl={acl} direction="outbound" /> },
    {
      id: 'subnets',
      label: 'Subnet associations',
      content: (acl) => (
        <FactsTable
          title="Subnet associations"
          items={subnetsOf(acl)}
          actions={
            <PageLink to={`vpc/network-acls/${acl.NetworkAclId}/edit-subnet-associations`}>
              Edit subnet associations
            </PageLink>
          }
          columns={{ 'Subnet ID': (id) => <PageLink to={`vpc/subnets/${id}`}>{id}</PageLink> }}
        />
      ),
    },
  ],
  create: {
    label: 'Create network ACL',
    dialog: creating({
      title: 'Create network ACL',
      confirm: 'Create network ACL',
      fields: { name: NAME_FIELD, vpc: { kind: 'one', label: 'VPC', load: vpcChoices } },
      async work({ ec2 }, { name, vpc }) {
        const made = await ec2.send(new CreateNetworkAclCommand({ VpcId: vpc, ...named('network-acl', name) }));
        return `${made.NetworkAcl?.NetworkAclId} was created. It denies everything until it has rules.`;
      },
    }),
  },
  actions: [
    ...(['inbound', 'outbound'] as const).map((direction) => ({
      id: `edit-${direction}`,
      label: `Edit ${direction} rules`,
      page: ({ NetworkAclId }: NetworkAcl) => `vpc/network-acls/${NetworkAclId}/edit-${direction}-rules`,
    })),
    {
      id: 'edit-subnets',
      label: 'Edit subnet associations',
      page: ({ NetworkAclId }) => `vpc/network-acls/${NetworkAclId}/edit-subnet-associations`,
    },
    {
      id: 'delete',
      label: 'Delete network ACLs',
      refused: ({ IsDefault }) => (IsDefault ? 'The default network ACL of a VPC cannot be deleted.' : undefined),
      dialog: deleting(
        ({ NetworkAclId = '' }) => NetworkAclId,
        ({ ec2 }, { NetworkAclId }) => ec2.send(new DeleteNetworkAclCommand({ NetworkAclId })),
      ),
    },
  ],
};
