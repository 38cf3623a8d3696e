import {
  AssociateTransitGatewayRouteTableCommand,
  CreateTransitGatewayRouteCommand,
  DeleteTransitGatewayRouteCommand,
  DisableTransitGatewayRouteTablePropagationCommand,
  DisassociateTransitGatewayRouteTableCommand,
  EnableTransitGatewayRouteTablePropagationCommand,
} from '@aws-sdk/client-ec2';
import { asking } from '../asking.tsx';
import type { Resource } from '../resource.ts';
import { attachmentChoices } from './transit-gateway-attachments.tsx';
import type { TableInFull } from './transit-gateway-route-tables.tsx';

type Run = (
  clients: Parameters<Resource<TableInFull>['list']>[0],
  ids: { TransitGatewayRouteTableId: string; TransitGatewayAttachmentId: string },
) => Promise<unknown>;

/** An action that names an attachment. */
const withAttachment = (title: string, confirm: string, past: string, run: Run) =>
  asking({
    title,
    confirm,
    fields: { attachment: { kind: 'one', label: 'Choose attachment', load: attachmentChoices } },
    async work(clients, { attachment }, { TransitGatewayRouteTableId = '' }: TableInFull) {
      await run(clients, { TransitGatewayRouteTableId, TransitGatewayAttachmentId: attachment });
      return `${attachment} was ${past} ${TransitGatewayRouteTableId}.`;
    },
  });

const CreateRoute = asking({
  title: 'Create static route',
  confirm: 'Create static route',
  fields: {
    cidr: { kind: 'text', label: 'CIDR', placeholder: '10.0.0.0/16' },
    blackhole: { kind: 'check', label: 'Blackhole' },
    attachment: {
      kind: 'one',
      label: 'Choose attachment',
      load: attachmentChoices,
      when: ({ blackhole }) => blackhole !== true,
    },
  },
  async work({ ec2 }, { cidr, blackhole, attachment }, { TransitGatewayRouteTableId }: TableInFull) {
    const through = blackhole ? { Blackhole: true } : { TransitGatewayAttachmentId: attachment };
    const route = { TransitGatewayRouteTableId, DestinationCidrBlock: cidr, ...through };
    await ec2.send(new CreateTransitGatewayRouteCommand(route));
    return `The static route to ${cidr} was created.`;
  },
});

const DeleteRoute = asking({
  title: 'Delete static route',
  confirm: 'Delete static route',
  fields: { cidr: { kind: 'text', label: 'CIDR' } },
  initial: ({ routes }: TableInFull) => {
    const only = routes.filter(({ Type }) => Type === 'static');
    return { cidr: only.length === 1 ? (only[0]?.DestinationCidrBlock ?? '') : '' };
  },
  async work({ ec2 }, { cidr }, { TransitGatewayRouteTableId }) {
    await ec2.send(new DeleteTransitGatewayRouteCommand({ TransitGatewayRouteTableId, DestinationCidrBlock: cidr }));
    return `The static route to ${cidr} was deleted.`;
  },
});

const none = (what: string, of: (table: TableInFull) => readonly unknown[]) => (table: TableInFull) =>
  of(table).length === 0 ? `It has no ${what}.` : undefined;

/** What can be done to a transit gateway's route table, as in the tabs of the AWS console. */
export const transitGatewayTableActions: NonNullable<Resource<TableInFull>['actions']> = [
  {
    id: 'associate',
    label: 'Create association',
    dialog: withAttachment('Create association', 'Create association', 'associated with', ({ ec2 }, ids) =>
      ec2.send(new AssociateTransitGatewayRouteTableCommand(ids)),
    ),
  },
  {
    id: 'disassociate',
    label: 'Delete association',
    refused: none('associations', ({ associations }) => associations),
    dialog: withAttachment('Delete association', 'Delete association', 'disassociated from', ({ ec2 }, ids) =>
      ec2.send(new DisassociateTransitGatewayRouteTableCommand(ids)),
    ),
  },
  {
    id: 'propagate',
    label: 'Create propagation',
    dialog: withAttachment('Create propagation', 'Create propagation', 'propagated to', ({ ec2 }, ids) =>
      ec2.send(new EnableTransitGatewayRouteTablePropagationCommand(ids)),
    ),
  },
  {
    id: 'unpropagate',
    label: 'Delete propagation',
    refused: none('propagations', ({ propagations }) => propagations),
    dialog: withAttachment('Delete propagation', 'Delete propagation', 'no longer propagated to', ({ ec2 }, ids) =>
      ec2.send(new DisableTransitGatewayRouteTablePropagationCommand(ids)),
    ),
  },
  { id: 'create-route', label: 'Create static route', dialog: CreateRoute },
  {
    id: 'delete-route',
    label: 'Delete static route',
    refused: none('static routes', ({ routes }) => routes.filter(({ Type }) => Type === 'static')),
    dialog: DeleteRoute,
  },
];
