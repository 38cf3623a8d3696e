import {
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  type SecurityGroup,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { creating } from '../asking.tsx';
import { DeleteDialog } from '../form-dialog.tsx';
import { PageLink } from '../page-link.tsx';
import { useClients } from '../region.tsx';
import type { DialogProps, Resource } from '../resource.ts';
import { NAME } from '../tags.ts';
import { vpcChoices } from './choices.ts';
import { type Direction, editedRule, protocolName, typeOf } from './rule.ts';

/** A security group with its rules one by one, each with its id. */
export interface GroupWithRules extends SecurityGroup {
  readonly rules: readonly SecurityGroupRule[];
}

export const rulesOf = ({ rules }: GroupWithRules, direction: Direction) =>
  rules.filter(({ IsEgress = false }) => IsEgress === (direction === 'outbound'));

function Rules({ group, direction }: { group: GroupWithRules; direction: Direction }) {
  const rules = rulesOf(group, direction).map(editedRule);
  return (
    <Table
      items={rules}
      empty={`No ${direction} rules`}
      header={
        <Header
          variant="h2"
          counter={`(${rules.length})`}
          actions={
            <PageLink to={`vpc/security-groups/${group.GroupId}/edit-${direction}-rules`}>
              Edit {direction} rules
            </PageLink>
          }
        >
          {direction === 'inbound' ? 'Inbound rules' : 'Outbound rules'}
        </Header>
      }
      columnDefinitions={[
        { id: 'id', header: 'Security group rule ID', cell: ({ id }) => id, isRowHeader: true },
        { id: 'type', header: 'Type', cell: (rule) => typeOf(rule) },
        { id: 'protocol', header: 'Protocol', cell: ({ protocol }) => protocolName(protocol) },
        { id: 'ports', header: 'Port range', cell: ({ ports }) => ports },
        {
          id: 'peer',
          header: direction === 'inbound' ? 'Source' : 'Destination',
          cell: ({ peer }) =>
            peer.startsWith('sg-') ? <PageLink to={`vpc/security-groups/${peer}`}>{peer}</PageLink> : peer,
        },
        { id: 'description', header: 'Description', cell: ({ description }) => description || '–' },
      ]}
      ariaLabels={{ tableLabel: `${direction} rules` }}
    />
  );
}

function Delete({ item, onClose }: DialogProps<GroupWithRules>) {
  const { ec2 } = useClients();
  const { GroupId = '' } = item;
  const remove = async () => {
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
    onClose(`${GroupId} was deleted.`);
  };
  return <DeleteDialog what={GroupId} work={remove} onCancel={() => onClose()} />;
}

const count = (group: GroupWithRules, direction: Direction) => {
  const { length } = rulesOf(group, direction);
  return `${length} permission ${length === 1 ? 'entry' : 'entries'}`;
};

export const securityGroups: Resource<GroupWithRules> = {
  path: 'vpc/security-groups',
  section: 'Security',
  one: 'security group',
  many: 'Security groups',
  idOf: ({ GroupId = '' }) => GroupId,
  async list({ ec2 }) {
    const [{ SecurityGroups = [] }, { SecurityGroupRules = [] }] = await Promise.all([
      ec2.send(new DescribeSecurityGroupsCommand({})),
      ec2.send(new DescribeSecurityGroupRulesCommand({})),
    ]);
    const rules = Map.groupBy(SecurityGroupRules, ({ GroupId = '' }) => GroupId);
    return SecurityGroups.map((group) => ({ ...group, rules: rules.get(group.GroupId ?? '') ?? [] }));
  },
  attributes: [
    NAME,
    { id: 'id', label: 'Security group ID', value: ({ GroupId = '' }) => GroupId },
    { id: 'group-name', label: 'Security group name', value: ({ GroupName = '' }) => GroupName },
    { id: 'vpc', label: 'VPC ID', value: ({ VpcId = '' }) => VpcId, link: ({ VpcId }) => `vpc/vpcs/${VpcId}` },
    { id: 'description', label: 'Description', value: ({ Description = '' }) => Description },
    { id: 'inbound', label: 'Inbound rules count', value: (group) => count(group, 'inbound') },
    { id: 'outbound', label: 'Outbound rules count', value: (group) => count(group, 'outbound') },
  ],
  tabs: [
    { id: 'inbound', label: 'Inbound rules', content: (group) => <Rules group={group} direction="inbound" /> },
    { id: 'outbound', label: 'Outbound rules', content: (group) => <Rules group={group} direction="outbound" /> },
  ],
  create: {
    label: 'Create security group',
    dialog: creating({
      title: 'Create security group',
      confirm: 'Create security group',
      fields: {
        name: { kind: 'text', label: 'Security group name' },
        description: { kind: 'text', label: 'Description' },
        vpc: { kind: 'one', label: 'VPC', load: vpcChoices },
      },
      async work({ ec2 }, { name, description, vpc }) {
        const made = await ec2.send(
          new CreateSecurityGroupCommand({ GroupName: name, Description: description, VpcId: vpc }),
        );
        return `${made.GroupId} was created. It lets nothing in until it has inbound rules.`;
      },
    }),
  },
  actions: [
    {
      id: 'edit-inbound',
      label: 'Edit inbound rules',
      page: ({ GroupId }) => `vpc/security-groups/${GroupId}/edit-inbound-rules`,
    },
    {
      id: 'edit-outbound',
      label: 'Edit outbound rules',
      page: ({ GroupId }) => `vpc/security-groups/${GroupId}/edit-outbound-rules`,
    },
    {
      id: 'delete',
      label: 'Delete security group',
      refused: ({ GroupName }) =>
        GroupName === 'default' ? 'The default group of a VPC cannot be deleted.' : undefined,
      dialog: Delete,
    },
  ],
};
