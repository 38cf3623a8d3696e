import {
  CreateNatGatewayCommand,
  DeleteNatGatewayCommand,
  DescribeNatGatewaysCommand,
  type NatGateway,
} from '@aws-sdk/client-ec2';
import { creating, deleting } from '../asking.tsx';
import { FactsTable } from '../facts-table.tsx';
import { PageLink } from '../page-link.tsx';
import type { Resource } from '../resource.ts';
import { stateAttribute } from '../states.ts';
import { NAME, NAME_FIELD, named } from '../tags.ts';
import { freeAddressChoices, subnetChoices, vpcChoices } from './choices.ts';

const primary = ({ NatGatewayAddresses = [] }: NatGateway) => NatGatewayAddresses[0];

export const natGateways: Resource<NatGateway> = {
  path: 'vpc/nat-gateways',
  section: 'Virtual private cloud',
  one: 'NAT gateway',
  many: 'NAT gateways',
  idOf: ({ NatGatewayId = '' }) => NatGatewayId,
  list: async ({ ec2 }) => (await ec2.send(new DescribeNatGatewaysCommand({}))).NatGateways ?? [],
  attributes: [
    NAME,
    { id: 'id', label: 'NAT gateway ID', value: ({ NatGatewayId = '' }) => NatGatewayId },
    {
      id: 'connectivity',
      label: 'Connectivity type',
      value: ({ ConnectivityType }) => (ConnectivityType === 'private' ? 'Private' : 'Public'),
    },
    stateAttribute('State', ({ State = '' }) => State),
    { id: 'message', label: 'State message', value: ({ FailureMessage = '' }) => FailureMessage },
    { id: 'public-ip', label: 'Primary public IPv4 address', value: (each) => primary(each)?.PublicIp ?? '' },
    { id: 'private-ip', label: 'Primary private IPv4 address', value: (each) => primary(each)?.PrivateIp ?? '' },
    {
      id: 'interface',
      label: 'Primary network interface ID',
      value: (each) => primary(each)?.NetworkInterfaceId ?? '',
      link: (each) => `ec2/network-interfaces/${primary(each)?.NetworkInterfaceId}`,
    },
    { id: 'vpc', label: 'VPC', value: ({ VpcId = '' }) => VpcId, link: ({ VpcId }) => `vpc/vpcs/${VpcId}` },
    {
      id: 'subnet',
      label: 'Subnet',
      value: ({ SubnetId = '' }) => SubnetId,
      link: ({ SubnetId }) => `vpc/subnets/${SubnetId}`,
    },
    { id: 'created', label: 'Created', value: ({ CreateTime }) => CreateTime?.toISOString() ?? '' },
  ],
  shown: ['name', 'id', 'connectivity', 'state', 'message', 'public-ip', 'private-ip', 'vpc', 'subnet'],
  tabs: [
    {
      id: 'addresses',
      label: 'IPv4 addresses',
      content: ({ NatGatewayAddresses = [] }) => (
        <FactsTable
          title="IPv4 addresses"
          items={NatGatewayAddresses}
          columns={{
            'Private IPv4 address': ({ PrivateIp }) => PrivateIp,
            'Public IPv4 address': ({ PublicIp }) => PublicIp,
            'Allocation ID': ({ AllocationId: id }) => id && <PageLink to={`ec2/elastic-ips/${id}`}>{id}</PageLink>,
          }}
        />
      ),
    },
  ],
  create: {
    label: 'Create NAT gateway',
    dialog: creating({
      title: 'Create NAT gateway',
      confirm: 'Create NAT gateway',
      fields: {
        name: { ...NAME_FIELD, label: 'Name - optional' },
        mode: {
          kind: 'choice',
          label: 'Availability mode',
          options: [
            { value: 'regional', label: 'Regional' },
            { value: 'zonal', label: 'Zonal' },
          ],
        },
        vpc: { kind: 'one', label: 'VPC', load: vpcChoices, when: ({ mode }) => mode === 'regional' },
        subnet: { kind: 'one', label: 'Subnet', load: subnetChoices, when: ({ mode }) => mode === 'zonal' },
        connectivity: {
          kind: 'choice',
          label: 'Connectivity type',
          options: [
            { value: 'public', label: 'Public' },
            { value: 'private', label: 'Private' },
          ],
        },
        allocation: {
          kind: 'one',
          label: 'Elastic IP allocation ID',
          load: freeAddressChoices,
          when: ({ connectivity, mode }) => connectivity === 'public' && mode === 'zonal',
        },
      },
      initial: () => ({ connectivity: 'public', mode: 'zonal' }),
      async work({ ec2 }, { name, mode, vpc, subnet, connectivity, allocation }) {
        const made = await ec2.send(
          new CreateNatGatewayCommand({
            ...(mode === 'regional' ? { AvailabilityMode: 'regional', VpcId: vpc } : { SubnetId: subnet }),
            ConnectivityType: connectivity === 'private' ? 'private' : 'public',
            ...(mode === 'zonal' && connectivity === 'public' && allocation && { AllocationId: allocation }),
            ...named('natgateway', name),
          }),
        );
        return `${made.NatGateway?.NatGatewayId} was created. Route to it to use it.`;
      },
    }),
  },
  actions: [
    {
      id: 'delete',
      label: 'Delete NAT gateway',
      refused: ({ State }) => (State === 'deleted' || State === 'deleting' ? 'It is deleted already.' : undefined),
      dialog: deleting(
        ({ NatGatewayId = '' }) => NatGatewayId,
        ({ ec2 }, { NatGatewayId }) => ec2.send(new DeleteNatGatewayCommand({ NatGatewayId })),
      ),
    },
  ],
};
