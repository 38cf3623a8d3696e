import { DescribeRouteTablesCommand, type RouteTable } from '@aws-sdk/client-ec2';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { PageLink } from '../page-link.tsx';
import type { Resource } from '../resource.ts';
import { NAME } from '../tags.ts';
import { destinationOf, targetOf } from './route.ts';

const subnetsOf = ({ Associations = [] }: RouteTable) => Associations.flatMap(({ SubnetId }) => SubnetId ?? []);
const isMain = ({ Associations = [] }: RouteTable) => Associations.some(({ Main }) => Main);

function Routes({ table }: { table: RouteTable }) {
  const { RouteTableId, Routes: routes = [] } = table;
  return (
    <Table
      items={routes}
      header={
        <Header
          variant="h2"
          counter={`(${routes.length})`}
          actions={<PageLink to={`vpc/route-tables/${RouteTableId}/edit-routes`}>Edit routes</PageLink>}
        >
          Routes
        </Header>
      }
      columnDefinitions={[
        { id: 'destination', header: 'Destination', cell: destinationOf, isRowHeader: true },
        { id: 'target', header: 'Target', cell: targetOf },
        {
          id: 'status',
          header: 'Status',
          cell: ({ State }) => (
            <StatusIndicator type={State === 'active' ? 'success' : 'error'}>
              {State === 'active' ? 'Active' : 'Blackhole'}
            </StatusIndicator>
          ),
        },
        {
          id: 'propagated',
          header: 'Propagated',
          cell: ({ Origin }) => (Origin === 'EnableVgwRoutePropagation' ? 'Yes' : 'No'),
        },
      ]}
      ariaLabels={{ tableLabel: 'Routes' }}
    />
  );
}

function SubnetAssociations({ table }: { table: RouteTable }) {
  const ids = subnetsOf(table);
  return (
    <Table
      items={ids}
      empty="No explicit subnet associations"
      header={
        <Header
          variant="h2"
          counter={`(${ids.length})`}
          actions={
            <PageLink to={`vpc/route-tables/${table.RouteTableId}/edit-subnet-associations`}>
              Edit subnet associations
            </PageLink>
          }
        >
          Explicit subnet associations
        </Header>
      }
      columnDefinitions={[
        {
          id: 'subnet',
          header: 'Subnet ID',
          cell: (id) => <PageLink to={`vpc/subnets/${id}`}>{id}</PageLink>,
          isRowHeader: true,
        },
      ]}
      ariaLabels={{ tableLabel: 'Explicit subnet associations' }}
    />
  );
}

export const routeTables: Resource<RouteTable> = {
  path: 'vpc/route-tables',
  service: 'Virtual private cloud',
  one: 'route table',
  many: 'Route tables',
  idOf: ({ RouteTableId = '' }) => RouteTableId,
  list: async ({ ec2 }) => (await ec2.send(new DescribeRouteTablesCommand({}))).RouteTables ?? [],
  attributes: [
    NAME,
    { id: 'id', label: 'Route table ID', value: ({ RouteTableId = '' }) => RouteTableId },
    { id: 'subnets', label: 'Explicit subnet associations', value: (table) => subnetsOf(table).join(', ') },
    { id: 'main', label: 'Main', value: (table) => (isMain(table) ? 'Yes' : 'No') },
    { id: 'vpc', label: 'VPC', value: ({ VpcId = '' }) => VpcId, link: ({ VpcId }) => `vpc/vpcs/${VpcId}` },
  ],
  tabs: [
    { id: 'routes', label: 'Routes', content: (table) => <Routes table={table} /> },
    { id: 'associations', label: 'Subnet associations', content: (table) => <SubnetAssociations table={table} /> },
  ],
  actions: [
    {
      id: 'edit-routes',
      label: 'Edit routes',
      page: ({ RouteTableId }) => `vpc/route-tables/${RouteTableId}/edit-routes`,
    },
    {
      id: 'edit-subnets',
      label: 'Edit subnet associations',
      page: ({ RouteTableId }) => `vpc/route-tables/${RouteTableId}/edit-subnet-associations`,
    },
  ],
};
