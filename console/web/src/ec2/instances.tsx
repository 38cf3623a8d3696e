import {
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  DescribeSecurityGroupRulesCommand,
  type IamInstanceProfileAssociation,
  type Instance,
} from '@aws-sdk/client-ec2';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Clients } from '../clients.ts';
import { FactsTable } from '../facts-table.tsx';
import { useLoaded } from '../loaded.ts';
import { PageLink } from '../page-link.tsx';
import type { Resource } from '../resource.ts';
import { stateAttribute } from '../states.ts';
import { NAME } from '../tags.ts';
import { type Direction, editedRule, protocolName } from '../vpc/rule.ts';
import { instanceActions } from './instance-actions.tsx';

/** An instance with the association of its instance profile, if it has one. */
export interface InstanceWithProfile extends Instance {
  readonly profile: IamInstanceProfileAssociation | undefined;
}

const stateOf = ({ State }: Instance): string => State?.Name ?? '';

const allRules = async ({ ec2 }: Clients) =>
  (await ec2.send(new DescribeSecurityGroupRulesCommand({}))).SecurityGroupRules ?? [];

function GroupRules({ instance, direction }: { instance: Instance; direction: Direction }) {
  const { value: rules = [] } = useLoaded(allRules);
  const groups = new Map(
    (instance.SecurityGroups ?? []).map(({ GroupId = '', GroupName = '' }) => [GroupId, GroupName]),
  );
  return (
    <FactsTable
      title={direction === 'inbound' ? 'Inbound rules' : 'Outbound rules'}
      items={rules.filter(
        ({ GroupId = '', IsEgress = false }) => groups.has(GroupId) && IsEgress === (direction === 'outbound'),
      )}
      columns={{
        'Security group rule ID': ({ SecurityGroupRuleId }) => SecurityGroupRuleId,
        'Port range': (rule) => editedRule(rule).ports,
        Protocol: (rule) => protocolName(editedRule(rule).protocol),
        [direction === 'inbound' ? 'Source' : 'Destination']: (rule) => editedRule(rule).peer,
        'Security groups': ({ GroupId = '' }) => (
          <PageLink to={`vpc/security-groups/${GroupId}`}>{`${GroupId} (${groups.get(GroupId)})`}</PageLink>
        ),
        Description: ({ Description }) => Description,
      }}
    />
  );
}

function Security({ instance }: { instance: Instance }) {
  return (
    <SpaceBetween size="m">
      <FactsTable
        title="Security groups"
        items={instance.SecurityGroups ?? []}
        columns={{
          'Security group ID': ({ GroupId = '' }) => (
            <PageLink to={`vpc/security-groups/${GroupId}`}>{GroupId}</PageLink>
          ),
          'Security group name': ({ GroupName }) => GroupName,
        }}
      />
      <GroupRules instance={instance} direction="inbound" />
      <GroupRules instance={instance} direction="outbound" />
    </SpaceBetween>
  );
}

function Networking({ instance }: { instance: Instance }) {
  return (
    <FactsTable
      title="Network interfaces"
      items={instance.NetworkInterfaces ?? []}
      columns={{
        'Interface ID': ({ NetworkInterfaceId: id = '' }) => (
          <PageLink to={`ec2/network-interfaces/${id}`}>{id}</PageLink>
        ),
        'Public IPv4 address': ({ Association }) => Association?.PublicIp,
        'Private IPv4 address': ({ PrivateIpAddresses = [] }) =>
          PrivateIpAddresses.map(({ PrivateIpAddress }) => PrivateIpAddress).join(', '),
        'IPv6 addresses': ({ Ipv6Addresses = [] }) => Ipv6Addresses.map(({ Ipv6Address }) => Ipv6Address).join(', '),
        'Subnet ID': ({ SubnetId: id = '' }) => <PageLink to={`vpc/subnets/${id}`}>{id}</PageLink>,
        'Source / destination check': ({ SourceDestCheck }) => String(SourceDestCheck),
        'Security groups': ({ Groups = [] }) => Groups.map(({ GroupId }) => GroupId).join(', '),
      }}
    />
  );
}

function Storage({ instance }: { instance: Instance }) {
  return (
    <FactsTable
      title="Block devices"
      items={instance.BlockDeviceMappings ?? []}
      columns={{
        'Volume ID': ({ Ebs }) => Ebs?.VolumeId,
        'Device name': ({ DeviceName }) => DeviceName,
        'Attachment status': ({ Ebs }) => Ebs?.Status,
        'Delete on termination': ({ Ebs }) => (Ebs?.DeleteOnTermination ? 'Yes' : 'No'),
      }}
    />
  );
}

async function list({ ec2 }: Clients): Promise<readonly InstanceWithProfile[]> {
  const [{ Reservations = [] }, { IamInstanceProfileAssociations = [] }] = await Promise.all([
    ec2.send(new DescribeInstancesCommand({})),
    ec2.send(new DescribeIamInstanceProfileAssociationsCommand({})),
  ]);
  return Reservations.flatMap(({ Instances = [] }) => Instances).map((instance) => ({
    ...instance,
    profile: IamInstanceProfileAssociations.find(({ InstanceId }) => InstanceId === instance.InstanceId),
  }));
}

export const instances: Resource<InstanceWithProfile> = {
  path: 'ec2/instances',
  section: 'Instances',
  one: 'instance',
  many: 'Instances',
  idOf: ({ InstanceId = '' }) => InstanceId,
  list,
  attributes: [
    NAME,
    { id: 'id', label: 'Instance ID', value: ({ InstanceId = '' }) => InstanceId },
    stateAttribute('Instance state', stateOf),
    { id: 'type', label: 'Instance type', value: ({ InstanceType = '' }) => InstanceType },
    { id: 'zone', label: 'Availability Zone', value: ({ Placement }) => Placement?.AvailabilityZone ?? '' },
    { id: 'public-ip', label: 'Public IPv4 address', value: ({ PublicIpAddress = '' }) => PublicIpAddress },
    { id: 'private-ip', label: 'Private IPv4 addresses', value: ({ PrivateIpAddress = '' }) => PrivateIpAddress },
    { id: 'vpc', label: 'VPC ID', value: ({ VpcId = '' }) => VpcId, link: ({ VpcId }) => `vpc/vpcs/${VpcId}` },
    {
      id: 'subnet',
      label: 'Subnet ID',
      value: ({ SubnetId = '' }) => SubnetId,
      link: ({ SubnetId }) => `vpc/subnets/${SubnetId}`,
    },
    {
      id: 'groups',
      label: 'Security group name',
      value: ({ SecurityGroups = [] }) => SecurityGroups.map(({ GroupName }) => GroupName).join(', '),
    },
    { id: 'ami', label: 'AMI ID', value: ({ ImageId = '' }) => ImageId },
    { id: 'dns', label: 'Private IP DNS name (IPv4 only)', value: ({ PrivateDnsName = '' }) => PrivateDnsName },
    { id: 'role', label: 'IAM instance profile', value: ({ profile }) => profile?.IamInstanceProfile?.Arn ?? '' },
    { id: 'imds', label: 'IMDSv2', value: ({ MetadataOptions }) => MetadataOptions?.HttpTokens ?? '' },
    { id: 'source-dest', label: 'Source / destination check', value: (each) => String(each.SourceDestCheck ?? '') },
    { id: 'key', label: 'Key pair name', value: ({ KeyName = '' }) => KeyName },
    { id: 'launched', label: 'Launch time', value: ({ LaunchTime }) => LaunchTime?.toISOString() ?? '' },
  ],
  shown: ['name', 'id', 'state', 'type', 'zone', 'public-ip', 'private-ip', 'groups'],
  tabs: [
    { id: 'security', label: 'Security', content: (instance) => <Security instance={instance} /> },
    { id: 'networking', label: 'Networking', content: (instance) => <Networking instance={instance} /> },
    { id: 'storage', label: 'Storage', content: (instance) => <Storage instance={instance} /> },
  ],
  create: { label: 'Launch instances', page: 'ec2/instances/launch' },
  actions: instanceActions,
};
