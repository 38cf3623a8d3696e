import {
  DeleteVpcEndpointsCommand,
  DescribeVpcEndpointsCommand,
  type UnsuccessfulItem,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import Box from '@cloudscape-design/components/box';
import { deleting } from '../asking.tsx';
import { FactsTable } from '../facts-table.tsx';
import { PageLink } from '../page-link.tsx';
import type { Resource } from '../resource.ts';
import { stateAttribute } from '../states.ts';
import { NAME } from '../tags.ts';
import { CreateEndpoint } from './create-endpoint.tsx';
import { endpointActions } from './endpoint-actions.tsx';

/** Throws AWS's reason if something of a request for many was not done. */
function refuse(unsuccessful: readonly UnsuccessfulItem[] = []): void {
  const { Code, Message } = unsuccessful[0]?.Error ?? {};
  if (Code) throw Object.assign(new Error(Message), { name: Code });
}

/** The policy as AWS keeps it, laid out to be read; as it is when it is no JSON. */
function laidOut(policy: string): string {
  try {
    return JSON.stringify(JSON.parse(policy), null, 2);
  } catch {
    return policy;
  }
}

export const endpoints: Resource<VpcEndpoint> = {
  path: 'vpc/endpoints',
  section: 'PrivateLink and Lattice',
  one: 'endpoint',
  many: 'Endpoints',
  idOf: ({ VpcEndpointId = '' }) => VpcEndpointId,
  list: async ({ ec2 }) => (await ec2.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints ?? [],
  attributes: [
    NAME,
    { id: 'id', label: 'VPC endpoint ID', value: ({ VpcEndpointId = '' }) => VpcEndpointId },
    { id: 'type', label: 'Endpoint type', value: ({ VpcEndpointType = '' }) => VpcEndpointType },
    stateAttribute('Status', ({ State = '' }) => State),
    { id: 'service', label: 'Service name', value: ({ ServiceName = '' }) => ServiceName },
    { id: 'vpc', label: 'VPC ID', value: ({ VpcId = '' }) => VpcId, link: ({ VpcId }) => `vpc/vpcs/${VpcId}` },
    {
      id: 'private-dns',
      label: 'Private DNS names enabled',
      value: ({ PrivateDnsEnabled }) => (PrivateDnsEnabled ? 'Yes' : 'No'),
    },
    { id: 'dns', label: 'DNS names', value: ({ DnsEntries = [] }) => DnsEntries.map((dns) => dns.DnsName).join(', ') },
    { id: 'message', label: 'Status message', value: ({ LastError }) => LastError?.Message ?? '' },
    {
      id: 'created',
      label: 'Creation time',
      value: ({ CreationTimestamp }) => CreationTimestamp?.toISOString() ?? '',
    },
  ],
  shown: ['name', 'id', 'type', 'state', 'service', 'vpc', 'private-dns'],
  tabs: [
    {
      id: 'subnets',
      label: 'Subnets',
      content: ({ SubnetIds = [], NetworkInterfaceIds = [] }) => (
        <>
          <FactsTable
            title="Subnets"
            items={SubnetIds}
            columns={{ 'Subnet ID': (id) => <PageLink to={`vpc/subnets/${id}`}>{id}</PageLink> }}
          />
          <FactsTable
            title="Network interfaces"
            items={NetworkInterfaceIds}
            columns={{ 'Network interface ID': (id) => <PageLink to={`ec2/network-interfaces/${id}`}>{id}</PageLink> }}
          />
        </>
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
            'Group ID': ({ GroupId = '' }) => <PageLink to={`vpc/security-groups/${GroupId}`}>{GroupId}</PageLink>,
            'Group name': ({ GroupName }) => GroupName,
          }}
        />
      ),
    },
    {
      id: 'tables',
      label: 'Route tables',
      content: ({ RouteTableIds = [] }) => (
        <FactsTable
          title="Route tables"
          items={RouteTableIds}
          columns={{ 'Route table ID': (id) => <PageLink to={`vpc/route-tables/${id}`}>{id}</PageLink> }}
        />
      ),
    },
    {
      id: 'policy',
      label: 'Policy',
      content: ({ PolicyDocument = '' }) => <Box variant="pre">{laidOut(PolicyDocument)}</Box>,
    },
  ],
  create: { label: 'Create endpoint', dialog: CreateEndpoint },
  actions: [
    ...endpointActions,
    {
      id: 'delete',
      label: 'Delete VPC endpoints',
      dialog: deleting(
        ({ VpcEndpointId = '' }) => VpcEndpointId,
        async ({ ec2 }, { VpcEndpointId = '' }) => {
          const request = new DeleteVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId] });
          refuse((await ec2.send(request)).Unsuccessful);
        },
      ),
    },
  ],
};
