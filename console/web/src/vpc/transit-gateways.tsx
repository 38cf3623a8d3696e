import {
  CreateTransitGatewayCommand,
  DeleteTransitGatewayCommand,
  DescribeTransitGatewaysCommand,
  type TransitGateway,
} from '@aws-sdk/client-ec2';
import { creating, deleting } from '../asking.tsx';
import type { Clients } from '../clients.ts';
import type { Resource } from '../resource.ts';
import { stateAttribute } from '../states.ts';
import { NAME, NAME_FIELD, named, nameOf } from '../tags.ts';

const list = async ({ ec2 }: Clients) => (await ec2.send(new DescribeTransitGatewaysCommand({}))).TransitGateways ?? [];

export const transitGatewayChoices = async (clients: Clients) =>
  (await list(clients)).map((gateway) => ({ id: gateway.TransitGatewayId ?? '', name: nameOf(gateway) }));

const able = (on: boolean) => (on ? ('enable' as const) : ('disable' as const));

const Create = creating({
  title: 'Create transit gateway',
  confirm: 'Create transit gateway',
  fields: {
    name: NAME_FIELD,
    description: { kind: 'text', label: 'Description' },
    dns: { kind: 'check', label: 'DNS support' },
    association: { kind: 'check', label: 'Default route table association' },
    propagation: { kind: 'check', label: 'Default route table propagation' },
  },
  initial: () => ({ dns: true, association: true, propagation: true }),
  async work({ ec2 }, { name, description, dns, association, propagation }) {
    const made = await ec2.send(
      new CreateTransitGatewayCommand({
        ...(description && { Description: description }),
        Options: {
          DnsSupport: able(dns),
          DefaultRouteTableAssociation: able(association),
          DefaultRouteTablePropagation: able(propagation),
        },
        ...named('transit-gateway', name),
      }),
    );
    return `${made.TransitGateway?.TransitGatewayId} was created.`;
  },
});

export const transitGateways: Resource<TransitGateway> = {
  path: 'vpc/transit-gateways',
  section: 'Transit gateways',
  one: 'transit gateway',
  many: 'Transit gateways',
  idOf: ({ TransitGatewayId = '' }) => TransitGatewayId,
  list,
  attributes: [
    NAME,
    { id: 'id', label: 'Transit gateway ID', value: ({ TransitGatewayId = '' }) => TransitGatewayId },
    stateAttribute('State', ({ State = '' }) => State),
    { id: 'description', label: 'Description', value: ({ Description = '' }) => Description },
    { id: 'dns', label: 'DNS support', value: ({ Options }) => Options?.DnsSupport ?? '' },
    {
      id: 'association',
      label: 'Association route table ID',
      value: ({ Options }) => Options?.AssociationDefaultRouteTableId ?? '',
      link: ({ Options }) => `vpc/transit-gateway-route-tables/${Options?.AssociationDefaultRouteTableId}`,
    },
    {
      id: 'propagation',
      label: 'Propagation route table ID',
      value: ({ Options }) => Options?.PropagationDefaultRouteTableId ?? '',
      link: ({ Options }) => `vpc/transit-gateway-route-tables/${Options?.PropagationDefaultRouteTableId}`,
    },
  ],
  create: { label: 'Create transit gateway', dialog: Create },
  actions: [
    {
      id: 'delete',
      label: 'Delete transit gateway',
      dialog: deleting(
        ({ TransitGatewayId = '' }) => TransitGatewayId,
        ({ ec2 }, { TransitGatewayId }) => ec2.send(new DeleteTransitGatewayCommand({ TransitGatewayId })),
      ),
    },
  ],
};
