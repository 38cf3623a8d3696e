import {
  CreateTransitGatewayVpcAttachmentCommand,
  DeleteTransitGatewayVpcAttachmentCommand,
  DescribeTransitGatewayAttachmentsCommand,
  DescribeTransitGatewayVpcAttachmentsCommand,
  ModifyTransitGatewayVpcAttachmentCommand,
  type TransitGatewayAttachment,
} from '@aws-sdk/client-ec2';
import { asking, creating, deleting } from '../asking.tsx';
import type { Clients } from '../clients.ts';
import { FactsTable } from '../facts-table.tsx';
import { PageLink } from '../page-link.tsx';
import type { Resource } from '../resource.ts';
import { stateAttribute } from '../states.ts';
import { NAME, NAME_FIELD, named, nameOf } from '../tags.ts';
import { subnetChoices, vpcChoices } from './choices.ts';
import { transitGatewayChoices } from './transit-gateways.tsx';

/** An attachment of any kind; one of a VPC with its subnets. */
interface Attachment extends TransitGatewayAttachment {
  readonly subnets: readonly string[];
}

async function list({ ec2 }: Clients): Promise<readonly Attachment[]> {
  const [{ TransitGatewayAttachments = [] }, { TransitGatewayVpcAttachments = [] }] = await Promise.all([
    ec2.send(new DescribeTransitGatewayAttachmentsCommand({})),
    ec2.send(new DescribeTransitGatewayVpcAttachmentsCommand({})),
  ]);
  const subnets = new Map(
    TransitGatewayVpcAttachments.map((each) => [each.TransitGatewayAttachmentId, each.SubnetIds ?? []]),
  );
  return TransitGatewayAttachments.map((each) => ({
    ...each,
    subnets: subnets.get(each.TransitGatewayAttachmentId) ?? [],
  }));
}

export const attachmentChoices = async (clients: Clients) =>
  (await list(clients)).map((each) => ({
    id: each.TransitGatewayAttachmentId ?? '',
    name: nameOf(each),
    more: each.ResourceId ?? '',
  }));

const Create = creating({
  title: 'Create transit gateway attachment',
  confirm: 'Create transit gateway attachment',
  fields: {
    name: { ...NAME_FIELD, label: 'Name tag - optional' },
    gateway: { kind: 'one', label: 'Transit gateway ID', load: transitGatewayChoices },
    vpc: { kind: 'one', label: 'VPC ID', load: vpcChoices },
    subnets: { kind: 'many', label: 'Subnet IDs', load: subnetChoices },
  },
  async work({ ec2 }, { name, gateway, vpc, subnets }) {
    const made = await ec2.send(
      new CreateTransitGatewayVpcAttachmentCommand({
        TransitGatewayId: gateway,
        VpcId: vpc,
        SubnetIds: [...subnets],
        ...named('transit-gateway-attachment', name),
      }),
    );
    return `${made.TransitGatewayVpcAttachment?.TransitGatewayAttachmentId} was created.`;
  },
});

const Modify = asking({
  title: 'Modify transit gateway attachment',
  confirm: 'Modify transit gateway attachment',
  fields: { subnets: { kind: 'many', label: 'Subnet IDs', load: subnetChoices } },
  vpc: ({ ResourceId }: Attachment) => ResourceId,
  initial: ({ subnets }) => ({ subnets }),
  async work({ ec2 }, { subnets }, { TransitGatewayAttachmentId, subnets: now }) {
    const added = subnets.filter((id) => !now.includes(id));
    const gone = now.filter((id) => !subnets.includes(id));
    await ec2.send(
      new ModifyTransitGatewayVpcAttachmentCommand({
        TransitGatewayAttachmentId,
        ...(added.length > 0 && { AddSubnetIds: added }),
        ...(gone.length > 0 && { RemoveSubnetIds: gone }),
      }),
    );
    return `The subnets of ${TransitGatewayAttachmentId} were saved.`;
  },
});

const onlyVpc = ({ ResourceType }: Attachment) =>
  ResourceType === 'vpc' ? undefined : 'It is not an attachment of a VPC.';

export const transitGatewayAttachments: Resource<Attachment> = {
  path: 'vpc/transit-gateway-attachments',
  section: 'Transit gateways',
  one: 'transit gateway attachment',
  many: 'Transit gateway attachments',
  idOf: ({ TransitGatewayAttachmentId = '' }) => TransitGatewayAttachmentId,
  list,
  attributes: [
    NAME,
    { id: 'id', label: 'Transit gateway attachment ID', value: (each) => each.TransitGatewayAttachmentId ?? '' },
    {
      id: 'gateway',
      label: 'Transit gateway ID',
      value: ({ TransitGatewayId = '' }) => TransitGatewayId,
      link: ({ TransitGatewayId }) => `vpc/transit-gateways/${TransitGatewayId}`,
    },
    { id: 'type', label: 'Resource type', value: ({ ResourceType = '' }) => ResourceType },
    {
      id: 'resource',
      label: 'Resource ID',
      value: ({ ResourceId = '' }) => ResourceId,
      link: (each) => (each.ResourceType === 'vpc' ? `vpc/vpcs/${each.ResourceId}` : undefined),
    },
    stateAttribute('State', ({ State = '' }) => State),
    {
      id: 'table',
      label: 'Association route table ID',
      value: ({ Association }) => Association?.TransitGatewayRouteTableId ?? '',
      link: ({ Association }) => `vpc/transit-gateway-route-tables/${Association?.TransitGatewayRouteTableId}`,
    },
    { id: 'association', label: 'Association state', value: ({ Association }) => Association?.State ?? '' },
  ],
  tabs: [
    {
      id: 'subnets',
      label: 'Subnets',
      content: ({ subnets }) => (
        <FactsTable
          title="Subnets"
          items={subnets}
          columns={{ 'Subnet ID': (id) => <PageLink to={`vpc/subnets/${id}`}>{id}</PageLink> }}
        />
      ),
    },
  ],
  create: { label: 'Create transit gateway attachment', dialog: Create },
  actions: [
    { id: 'modify', label: 'Modify transit gateway attachment', refused: onlyVpc, dialog: Modify },
    {
      id: 'delete',
      label: 'Delete transit gateway attachment',
      refused: onlyVpc,
      dialog: deleting(
        ({ TransitGatewayAttachmentId = '' }) => TransitGatewayAttachmentId,
        ({ ec2 }, { TransitGatewayAttachmentId }) =>
          ec2.send(new DeleteTransitGatewayVpcAttachmentCommand({ TransitGatewayAttachmentId })),
      ),
    },
  ],
};
