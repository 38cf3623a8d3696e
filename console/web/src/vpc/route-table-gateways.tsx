import {
  AssociateRouteTableCommand,
  DescribeInternetGatewaysCommand,
  DescribeVpnGatewaysCommand,
  DisableVgwRoutePropagationCommand,
  DisassociateRouteTableCommand,
  EnableVgwRoutePropagationCommand,
  type RouteTable,
} from '@aws-sdk/client-ec2';
import { asking } from '../asking.tsx';
import type { Clients } from '../clients.ts';
import { nameOf } from '../tags.ts';

const vpnGatewayChoices = async ({ ec2 }: Clients) =>
  ((await ec2.send(new DescribeVpnGatewaysCommand({}))).VpnGateways ?? [])
    .filter(({ VpcAttachments = [] }) => VpcAttachments.length > 0)
    .map((gateway) => ({
      id: gateway.VpnGatewayId ?? '',
      name: nameOf(gateway),
      vpc: gateway.VpcAttachments?.[0]?.VpcId ?? '',
    }));

const gatewayChoices = async (clients: Clients) => {
  const { InternetGateways = [] } = await clients.ec2.send(new DescribeInternetGatewaysCommand({}));
  const internet = InternetGateways.filter(({ Attachments = [] }) => Attachments.length > 0).map((gateway) => ({
    id: gateway.InternetGatewayId ?? '',
    name: nameOf(gateway),
    vpc: gateway.Attachments?.[0]?.VpcId ?? '',
  }));
  return [...internet, ...(await vpnGatewayChoices(clients))];
};

const edgesOf = ({ Associations = [] }: RouteTable) => Associations.filter(({ GatewayId }) => GatewayId);
const propagatingOf = ({ PropagatingVgws = [] }: RouteTable) => PropagatingVgws.flatMap((each) => each.GatewayId ?? []);

/** Which gateways' incoming traffic the table routes. */
export const EditEdges = asking({
  title: 'Edit edge associations',
  confirm: 'Save changes',
  fields: { gateways: { kind: 'many', label: 'Internet gateways and virtual private gateways', load: gatewayChoices } },
  vpc: ({ VpcId }: RouteTable) => VpcId,
  initial: (table) => ({ gateways: edgesOf(table).flatMap(({ GatewayId }) => GatewayId ?? []) }),
  async work({ ec2 }, { gateways }, table) {
    const { RouteTableId } = table;
    for (const { GatewayId = '', RouteTableAssociationId: AssociationId } of edgesOf(table)) {
      if (!gateways.includes(GatewayId)) await ec2.send(new DisassociateRouteTableCommand({ AssociationId }));
    }
    for (const GatewayId of gateways) {
      if (edgesOf(table).some((edge) => edge.GatewayId === GatewayId)) continue;
      await ec2.send(new AssociateRouteTableCommand({ RouteTableId, GatewayId }));
    }
    return `The edge associations of ${RouteTableId} were saved.`;
  },
});

/** Which virtual private gateways put their routes into the table. */
export const EditPropagation = asking({
  title: 'Edit route propagation',
  confirm: 'Save',
  fields: { gateways: { kind: 'many', label: 'Virtual private gateways', load: vpnGatewayChoices } },
  vpc: ({ VpcId }: RouteTable) => VpcId,
  initial: (table) => ({ gateways: propagatingOf(table) }),
  async work({ ec2 }, { gateways }, table) {
    const { RouteTableId } = table;
    const now = propagatingOf(table);
    for (const GatewayId of now.filter((id) => !gateways.includes(id))) {
      await ec2.send(new DisableVgwRoutePropagationCommand({ RouteTableId, GatewayId }));
    }
    for (const GatewayId of gateways.filter((id) => !now.includes(id))) {
      await ec2.send(new EnableVgwRoutePropagationCommand({ RouteTableId, GatewayId }));
    }
    return `The route propagation of ${RouteTableId} was saved.`;
  },
});
