import {
  AcceptVpcPeeringConnectionCommand,
  CreateVpcPeeringConnectionCommand,
  DeleteVpcPeeringConnectionCommand,
  DescribeVpcPeeringConnectionsCommand,
  ModifyVpcPeeringConnectionOptionsCommand,
  RejectVpcPeeringConnectionCommand,
  type VpcPeeringConnection,
} from '@aws-sdk/client-ec2';
import { asking, confirming, creating, deleting } from '../asking.tsx';
import type { Resource } from '../resource.ts';
import { stateAttribute } from '../states.ts';
import { NAME, NAME_FIELD, named } from '../tags.ts';
import { vpcChoices } from './choices.ts';

const statusOf = ({ Status }: VpcPeeringConnection) => Status?.Code ?? '';
const only = (status: string) => (item: VpcPeeringConnection) =>
  statusOf(item) === status ? undefined : `Its status is ${statusOf(item)}.`;
const dnsOf = (side: VpcPeeringConnection['RequesterVpcInfo']) =>
  side?.PeeringOptions?.AllowDnsResolutionFromRemoteVpc ?? false;

const Create = creating({
  title: 'Create peering connection',
  confirm: 'Create peering connection',
  fields: {
    name: { ...NAME_FIELD, label: 'Name - optional' },
    vpc: { kind: 'one', label: 'VPC ID (Requester)', load: vpcChoices },
    peer: { kind: 'text', label: 'VPC ID (Accepter)', placeholder: 'vpc-0123456789abcdef0' },
    account: { kind: 'text', label: 'Account ID', description: 'Your account when left empty.' },
    region: { kind: 'text', label: 'Region', description: 'This Region when left empty.' },
  },
  async work({ ec2 }, { name, vpc, peer, account, region }) {
    const made = await ec2.send(
      new CreateVpcPeeringConnectionCommand({
        VpcId: vpc,
        PeerVpcId: peer.trim(),
        ...(account && { PeerOwnerId: account }),
        ...(region && { PeerRegion: region }),
        ...named('vpc-peering-connection', name),
      }),
    );
    return `${made.VpcPeeringConnection?.VpcPeeringConnectionId} was requested. The accepter has to accept it.`;
  },
});

const Accept = confirming({
  title: 'Accept VPC peering connection request',
  confirm: 'Accept request',
  question: ({ VpcPeeringConnectionId }: VpcPeeringConnection) =>
    `Accept ${VpcPeeringConnectionId}? Routes on both sides are needed to use it.`,
  async work({ ec2 }, { VpcPeeringConnectionId }) {
    await ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));
    return `${VpcPeeringConnectionId} was accepted.`;
  },
});

const Reject = confirming({
  title: 'Reject VPC peering connection request',
  confirm: 'Reject request',
  question: ({ VpcPeeringConnectionId }: VpcPeeringConnection) => `Reject ${VpcPeeringConnectionId}?`,
  async work({ ec2 }, { VpcPeeringConnectionId }) {
    await ec2.send(new RejectVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));
    return `${VpcPeeringConnectionId} was rejected.`;
  },
});

const EditDns = asking({
  title: 'Edit DNS settings',
  confirm: 'Save changes',
  fields: {
    requester: { kind: 'check', label: 'Allow accepter VPC to resolve DNS of requester VPC hosts to private IP' },
    accepter: { kind: 'check', label: 'Allow requester VPC to resolve DNS of accepter VPC hosts to private IP' },
  },
  initial: ({ RequesterVpcInfo, AccepterVpcInfo }: VpcPeeringConnection) => ({
    requester: dnsOf(RequesterVpcInfo),
    accepter: dnsOf(AccepterVpcInfo),
  }),
  async work({ ec2 }, { requester, accepter }, { VpcPeeringConnectionId, RequesterVpcInfo, AccepterVpcInfo }) {
    const sides = {
      ...(requester !== dnsOf(RequesterVpcInfo) && {
        RequesterPeeringConnectionOptions: { AllowDnsResolutionFromRemoteVpc: requester },
      }),
      ...(accepter !== dnsOf(AccepterVpcInfo) && {
        AccepterPeeringConnectionOptions: { AllowDnsResolutionFromRemoteVpc: accepter },
      }),
    };
    if (Object.keys(sides).length > 0) {
      await ec2.send(new ModifyVpcPeeringConnectionOptionsCommand({ VpcPeeringConnectionId, ...sides }));
    }
    return `The DNS settings of ${VpcPeeringConnectionId} were saved.`;
  },
});

export const peeringConnections: Resource<VpcPeeringConnection> = {
  path: 'vpc/peering-connections',
  section: 'Virtual private cloud',
  one: 'peering connection',
  many: 'Peering connections',
  idOf: ({ VpcPeeringConnectionId = '' }) => VpcPeeringConnectionId,
  list: async ({ ec2 }) => (await ec2.send(new DescribeVpcPeeringConnectionsCommand({}))).VpcPeeringConnections ?? [],
  attributes: [
    NAME,
    { id: 'id', label: 'Peering connection ID', value: (each) => each.VpcPeeringConnectionId ?? '' },
    stateAttribute('Status', statusOf),
    { id: 'message', label: 'Status message', value: ({ Status }) => Status?.Message ?? '' },
    {
      id: 'requester',
      label: 'Requester VPC',
      value: ({ RequesterVpcInfo }) => RequesterVpcInfo?.VpcId ?? '',
      link: ({ RequesterVpcInfo }) => `vpc/vpcs/${RequesterVpcInfo?.VpcId}`,
    },
    {
      id: 'accepter',
      label: 'Accepter VPC',
      value: ({ AccepterVpcInfo }) => AccepterVpcInfo?.VpcId ?? '',
      link: ({ AccepterVpcInfo }) => `vpc/vpcs/${AccepterVpcInfo?.VpcId}`,
    },
    { id: 'requester-cidr', label: 'Requester CIDRs', value: (each) => each.RequesterVpcInfo?.CidrBlock ?? '' },
    { id: 'accepter-cidr', label: 'Accepter CIDRs', value: (each) => each.AccepterVpcInfo?.CidrBlock ?? '' },
    { id: 'requester-region', label: 'Requester Region', value: (each) => each.RequesterVpcInfo?.Region ?? '' },
    { id: 'accepter-region', label: 'Accepter Region', value: (each) => each.AccepterVpcInfo?.Region ?? '' },
    { id: 'accepter-owner', label: 'Accepter owner ID', value: (each) => each.AccepterVpcInfo?.OwnerId ?? '' },
    {
      id: 'requester-dns',
      label: 'Requester DNS resolution',
      value: (each) => (dnsOf(each.RequesterVpcInfo) ? 'Enabled' : 'Disabled'),
    },
    {
      id: 'accepter-dns',
      label: 'Accepter DNS resolution',
      value: (each) => (dnsOf(each.AccepterVpcInfo) ? 'Enabled' : 'Disabled'),
    },
  ],
  shown: ['name', 'id', 'state', 'requester', 'accepter', 'requester-cidr', 'accepter-cidr'],
  create: { label: 'Create peering connection', dialog: Create },
  actions: [
    { id: 'accept', label: 'Accept request', refused: only('pending-acceptance'), dialog: Accept },
    { id: 'reject', label: 'Reject request', refused: only('pending-acceptance'), dialog: Reject },
    { id: 'dns', label: 'Edit DNS settings', refused: only('active'), dialog: EditDns },
    {
      id: 'delete',
      label: 'Delete peering connection',
      dialog: deleting(
        ({ VpcPeeringConnectionId = '' }) => VpcPeeringConnectionId,
        ({ ec2 }, { VpcPeeringConnectionId }) =>
          ec2.send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId })),
      ),
    },
  ],
};
