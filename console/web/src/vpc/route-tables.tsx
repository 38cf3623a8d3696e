import {
  CreateRouteTableCommand,
  DeleteRouteTableCommand,
  DescribeRouteTablesCommand,
  ReplaceRouteTableAssociationCommand,
  type RouteTable,
} from '@aws-sdk/client-ec2';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { confirming, creating, deleting } from '../asking.tsx';
import { FactsTable } from '../facts-table.tsx';
import { PageLink } from '../page-link.tsx';
import type { Resource } from '../resource.ts';
import { NAME, NAME_FIELD, named } from '../tags.ts';
import { vpcChoices } from './choices.ts';
import { destinationOf, targetOf } from './route.ts';
import { EditEdges, EditPropagation } from './route-table-gateways.tsx';

const subnetsOf = ({ Associations = [] }: RouteTable) => Associations.flatMap(({ SubnetId }) => SubnetId ?? []);
const isMain = ({ Associations = [] }: RouteTable) => Associations.some(({ Main }) => Main);

export function Routes({ table }: { table: RouteTable }) {
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

const Create = creating({
  title: 'Create route table',
  confirm: 'Create route table',
  fields: {
    name: { ...NAME_FIELD, label: 'Name - optional' },
    vpc: { kind: 'one', label: 'VPC', load: vpcChoices },
  },
  async work({ ec2 }, { name, vpc }) {
    const made = await ec2.send(new CreateRouteTableCommand({ VpcId: vpc, ...named('route-table', name) }));
    return `${made.RouteTable?.RouteTableId} was created.`;
  },
});

const SetMain = confirming({
  title: 'Set main route table',
  confirm: 'Set main route table',
  question: ({ RouteTableId, VpcId }: RouteTable) =>
    `Make ${RouteTableId} the main route table of ${VpcId}? Subnets without a route table of their own use it then.`,
  async work(clients, { RouteTableId, VpcId }) {
    const tables = await routeTables.list(clients);
    const main = tables
      .filter((table) => table.VpcId === VpcId)
      .flatMap(({ Associations = [] }) => Associations)
      .find(({ Main }) => Main);
    const AssociationId = main?.RouteTableAssociationId;
    await clients.ec2.send(new ReplaceRouteTableAssociationCommand({ AssociationId, RouteTableId }));
    return `${RouteTableId} is the main route table of ${VpcId}.`;
  },
});

export const routeTables: Resource<RouteTable> = {
  path: 'vpc/route-tables',
  section: 'Virtual private cloud',
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
    {
      id: 'edges',
      label: 'Edge associations',
      content: ({ Associations = [] }) => (
        <FactsTable
          title="Edge associations"
          items={Associations.flatMap(({ GatewayId }) => GatewayId ?? [])}
          columns={{ ID: (id) => id }}
        />
      ),
    },
    {
      id: 'propagation',
      label: 'Route propagation',
      content: ({ PropagatingVgws = [] }) => (
        <FactsTable
          title="Route propagation"
          items={PropagatingVgws}
          columns={{ 'Virtual private gateway': ({ GatewayId }) => GatewayId, Propagation: () => 'Yes' }}
        />
      ),
    },
  ],
  create: { label: 'Create route table', dialog: Create },
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
    {
      id: 'main',
      label: 'Set main route table',
      refused: (table) => (isMain(table) ? 'It is the main route table already.' : undefined),
      dialog: SetMain,
    },
    { id: 'edges', label: 'Edit edge associations', dialog: EditEdges },
    { id: 'propagation', label: 'Edit route propagation', dialog: EditPropagation },
    {
      id: 'delete',
      label: 'Delete route table',
      refused: (table) => (isMain(table) ? 'The main route table of a VPC cannot be deleted.' : undefined),
      dialog: deleting(
        ({ RouteTableId = '' }) => RouteTableId,
        ({ ec2 }, { RouteTableId }) => ec2.send(new DeleteRouteTableCommand({ RouteTableId })),
      ),
    },
  ],
};
