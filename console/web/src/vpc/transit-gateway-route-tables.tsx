import {
  CreateTransitGatewayRouteTableCommand,
  DeleteTransitGatewayRouteTableCommand,
  DescribeTransitGatewayRouteTablesCommand,
  GetTransitGatewayRouteTableAssociationsCommand,
  GetTransitGatewayRouteTablePropagationsCommand,
  SearchTransitGatewayRoutesCommand,
  type TransitGatewayRoute,
  type TransitGatewayRouteTable,
  type TransitGatewayRouteTableAssociation,
  type TransitGatewayRouteTablePropagation,
} from '@aws-sdk/client-ec2';
import { creating, deleting } from '../asking.tsx';
import type { Clients } from '../clients.ts';
import { FactsTable } from '../facts-table.tsx';
import { PageLink } from '../page-link.tsx';
import type { Resource } from '../resource.ts';
import { stateAttribute } from '../states.ts';
import { NAME, NAME_FIELD, named } from '../tags.ts';
import { transitGatewayTableActions } from './transit-gateway-table-actions.tsx';
import { transitGatewayChoices } from './transit-gateways.tsx';

/** A route table with what AWS answers of it one by one. */
export interface TableInFull extends TransitGatewayRouteTable {
  readonly routes: readonly TransitGatewayRoute[];
  readonly associations: readonly TransitGatewayRouteTableAssociation[];
  readonly propagations: readonly TransitGatewayRouteTablePropagation[];
}

async function inFull({ ec2 }: Clients, table: TransitGatewayRouteTable): Promise<TableInFull> {
  const { TransitGatewayRouteTableId } = table;
  const Filters = [{ Name: 'state', Values: ['active', 'blackhole'] }];
  const [{ Routes = [] }, { Associations = [] }, { TransitGatewayRouteTablePropagations = [] }] = await Promise.all([
    ec2.send(new SearchTransitGatewayRoutesCommand({ TransitGatewayRouteTableId, Filters })),
    ec2.send(new GetTransitGatewayRouteTableAssociationsCommand({ TransitGatewayRouteTableId })),
    ec2.send(new GetTransitGatewayRouteTablePropagationsCommand({ TransitGatewayRouteTableId })),
  ]);
  return { ...table, routes: Routes, associations: Associations, propagations: TransitGatewayRouteTablePropagations };
}

/** The part of its page that lists attachments. */
const attachments = (
  title: string,
  items: readonly (TransitGatewayRouteTableAssociation | TransitGatewayRouteTablePropagation)[],
) => (
  <FactsTable
    title={title}
    items={items}
    columns={{
      'Attachment ID': ({ TransitGatewayAttachmentId: id = '' }) => (
        <PageLink to={`vpc/transit-gateway-attachments/${id}`}>{id}</PageLink>
      ),
      'Resource type': ({ ResourceType }) => ResourceType,
      'Resource ID': ({ ResourceId }) => ResourceId,
      State: ({ State }) => State,
    }}
  />
);

export const transitGatewayRouteTables: Resource<TableInFull> = {
  path: 'vpc/transit-gateway-route-tables',
  section: 'Transit gateways',
  one: 'transit gateway route table',
  many: 'Transit gateway route tables',
  idOf: ({ TransitGatewayRouteTableId = '' }) => TransitGatewayRouteTableId,
  async list(clients) {
    const answer = await clients.ec2.send(new DescribeTransitGatewayRouteTablesCommand({}));
    const tables = (answer.TransitGatewayRouteTables ?? []).filter(({ State }) => State !== 'deleted');
    return Promise.all(tables.map((table) => inFull(clients, table)));
  },
  attributes: [
    NAME,
    { id: 'id', label: 'Transit gateway route table ID', value: (each) => each.TransitGatewayRouteTableId ?? '' },
    {
      id: 'gateway',
      label: 'Transit gateway ID',
      value: ({ TransitGatewayId = '' }) => TransitGatewayId,
      link: ({ TransitGatewayId }) => `vpc/transit-gateways/${TransitGatewayId}`,
    },
    stateAttribute('State', ({ State = '' }) => State),
    {
      id: 'association',
      label: 'Default association route table',
      value: (each) => (each.DefaultAssociationRouteTable ? 'Yes' : 'No'),
    },
    {
      id: 'propagation',
      label: 'Default propagation route table',
      value: (each) => (each.DefaultPropagationRouteTable ? 'Yes' : 'No'),
    },
  ],
  tabs: [
    { id: 'associations', label: 'Associations', content: (each) => attachments('Associations', each.associations) },
    { id: 'propagations', label: 'Propagations', content: (each) => attachments('Propagations', each.propagations) },
    {
      id: 'routes',
      label: 'Routes',
      content: ({ routes }) => (
        <FactsTable
          title="Routes"
          items={routes}
          columns={{
            CIDR: ({ DestinationCidrBlock, PrefixListId }) => DestinationCidrBlock ?? PrefixListId,
            'Attachment ID': (route) =>
              route.TransitGatewayAttachments?.map((each) => each.TransitGatewayAttachmentId).join(', '),
            'Resource ID': (route) => route.TransitGatewayAttachments?.map((each) => each.ResourceId).join(', '),
            'Route type': ({ Type }) => Type,
            'Route state': ({ State }) => State,
          }}
        />
      ),
    },
  ],
  create: {
    label: 'Create transit gateway route table',
    dialog: creating({
      title: 'Create transit gateway route table',
      confirm: 'Create transit gateway route table',
      fields: { name: NAME_FIELD, gateway: { kind: 'one', label: 'Transit gateway ID', load: transitGatewayChoices } },
      async work({ ec2 }, { name, gateway }) {
        const { TransitGatewayRouteTable: made } = await ec2.send(
          new CreateTransitGatewayRouteTableCommand({
            TransitGatewayId: gateway,
            ...named('transit-gateway-route-table', name),
          }),
        );
        return `${made?.TransitGatewayRouteTableId} was created.`;
      },
    }),
  },
  actions: [
    ...transitGatewayTableActions,
    {
      id: 'delete',
      label: 'Delete transit gateway route table',
      dialog: deleting(
        ({ TransitGatewayRouteTableId = '' }) => TransitGatewayRouteTableId,
        ({ ec2 }, { TransitGatewayRouteTableId }) =>
          ec2.send(new DeleteTransitGatewayRouteTableCommand({ TransitGatewayRouteTableId })),
      ),
    },
  ],
};
