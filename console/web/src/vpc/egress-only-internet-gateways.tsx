import {
  CreateEgressOnlyInternetGatewayCommand,
  DeleteEgressOnlyInternetGatewayCommand,
  DescribeEgressOnlyInternetGatewaysCommand,
  type EgressOnlyInternetGateway,
} from '@aws-sdk/client-ec2';
import { creating, deleting } from '../asking.tsx';
import type { Resource } from '../resource.ts';
import { NAME, NAME_FIELD, named } from '../tags.ts';
import { vpcChoices } from './choices.ts';

const attached = ({ Attachments = [] }: EgressOnlyInternetGateway) => Attachments[0];

export const egressOnlyInternetGateways: Resource<EgressOnlyInternetGateway> = {
  path: 'vpc/egress-only-internet-gateways',
  section: 'Virtual private cloud',
  one: 'egress-only internet gateway',
  many: 'Egress-only internet gateways',
  idOf: ({ EgressOnlyInternetGatewayId = '' }) => EgressOnlyInternetGatewayId,
  list: async ({ ec2 }) =>
    (await ec2.send(new DescribeEgressOnlyInternetGatewaysCommand({}))).EgressOnlyInternetGateways ?? [],
  attributes: [
    NAME,
    { id: 'id', label: 'Egress-only internet gateway ID', value: (each) => each.EgressOnlyInternetGatewayId ?? '' },
    {
      id: 'state',
      label: 'Attachment state',
      value: (each) => (attached(each) ? 'Attached' : 'Detached'),
      status: (each) => (attached(each) ? 'success' : 'stopped'),
    },
    {
      id: 'vpc',
      label: 'Attached VPC ID',
      value: (each) => attached(each)?.VpcId ?? '',
      link: (each) => `vpc/vpcs/${attached(each)?.VpcId}`,
    },
  ],
  create: {
    label: 'Create egress only internet gateway',
    dialog: creating({
      title: 'Create egress only internet gateway',
      confirm: 'Create egress only internet gateway',
      fields: {
        name: { ...NAME_FIELD, label: 'Name - optional' },
        vpc: { kind: 'one', label: 'VPC', load: vpcChoices },
      },
      async work({ ec2 }, { name, vpc }) {
        const { EgressOnlyInternetGateway: made } = await ec2.send(
          new CreateEgressOnlyInternetGatewayCommand({ VpcId: vpc, ...named('egress-only-internet-gateway', name) }),
        );
        return `${made?.EgressOnlyInternetGatewayId} was created.`;
      },
    }),
  },
  actions: [
    {
      id: 'delete',
      label: 'Delete egress only internet gateway',
      dialog: deleting(
        ({ EgressOnlyInternetGatewayId = '' }) => EgressOnlyInternetGatewayId,
        ({ ec2 }, { EgressOnlyInternetGatewayId }) =>
          ec2.send(new DeleteEgressOnlyInternetGatewayCommand({ EgressOnlyInternetGatewayId })),
      ),
    },
  ],
};
