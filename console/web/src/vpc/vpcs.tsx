import {
  AssociateDhcpOptionsCommand,
  CreateVpcCommand,
  DeleteVpcCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  ModifyVpcAttributeCommand,
  type Vpc,
} from '@aws-sdk/client-ec2';
import Checkbox from '@cloudscape-design/components/checkbox';
import Spinner from '@cloudscape-design/components/spinner';
import { lazy, Suspense, useState } from 'react';
import { asking, creating, deleting } from '../asking.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { useClients } from '../region.tsx';
import type { DialogProps, Resource } from '../resource.ts';
import { NAME, NAME_FIELD, named } from '../tags.ts';
import { dhcpChoices } from './choices.ts';

/** Drawing needs a library of its own, which is loaded with the first map. */
const ResourceMap = lazy(() => import('../map/resource-map.tsx'));

/** A VPC with its two DNS attributes, which AWS answers one by one. */
interface VpcWithDns extends Vpc {
  readonly dnsSupport: boolean;
  readonly dnsHostnames: boolean;
}

const yes = (on: boolean) => (on ? 'Enabled' : 'Disabled');

function EditDns({ item, onClose }: DialogProps<VpcWithDns>) {
  const { ec2 } = useClients();
  const [support, setSupport] = useState(item.dnsSupport);
  const [hostnames, setHostnames] = useState(item.dnsHostnames);
  const change = async () => {
    const { VpcId } = item;
    if (support !== item.dnsSupport) {
      await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsSupport: { Value: support } }));
    }
    if (hostnames !== item.dnsHostnames) {
      await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: hostnames } }));
    }
    onClose(`The DNS settings of ${VpcId} were saved.`);
  };
  return (
    <FormDialog title="Edit DNS settings" confirm="Save" work={change} onCancel={() => onClose()}>
      <Checkbox checked={support} onChange={({ detail }) => setSupport(detail.checked)}>
        Enable DNS resolution
      </Checkbox>
      <Checkbox checked={hostnames} onChange={({ detail }) => setHostnames(detail.checked)}>
        Enable DNS hostnames
      </Checkbox>
    </FormDialog>
  );
}

const Create = creating({
  title: 'Create VPC',
  confirm: 'Create VPC',
  fields: {
    name: { ...NAME_FIELD, label: 'Name tag - optional' },
    cidr: { kind: 'text', label: 'IPv4 CIDR', placeholder: '10.0.0.0/16' },
    ipv6: { kind: 'check', label: 'Amazon-provided IPv6 CIDR block' },
    tenancy: {
      kind: 'choice',
      label: 'Tenancy',
      options: [
        { value: 'default', label: 'Default' },
        { value: 'dedicated', label: 'Dedicated' },
      ],
    },
  },
  initial: () => ({ tenancy: 'default' }),
  async work({ ec2 }, { name, cidr, ipv6, tenancy }) {
    const made = await ec2.send(
      new CreateVpcCommand({
        CidrBlock: cidr,
        InstanceTenancy: tenancy === 'dedicated' ? 'dedicated' : 'default',
        ...(ipv6 && { AmazonProvidedIpv6CidrBlock: true }),
        ...named('vpc', name),
      }),
    );
    return `${made.Vpc?.VpcId} was created.`;
  },
});

const EditDhcp = asking({
  title: 'Edit DHCP option set',
  confirm: 'Save',
  fields: { dhcp: { kind: 'one', label: 'DHCP option set', load: dhcpChoices } },
  initial: ({ DhcpOptionsId = '' }: VpcWithDns) => ({ dhcp: DhcpOptionsId }),
  async work({ ec2 }, { dhcp }, { VpcId }) {
    await ec2.send(new AssociateDhcpOptionsCommand({ VpcId, DhcpOptionsId: dhcp }));
    return `The DHCP option set of ${VpcId} was saved.`;
  },
});

export const vpcs: Resource<VpcWithDns> = {
  path: 'vpc/vpcs',
  section: 'Virtual private cloud',
  one: 'VPC',
  many: 'Your VPCs',
  idOf: ({ VpcId = '' }) => VpcId,
  async list({ ec2 }) {
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
    return Promise.all(
      Vpcs.map(async (vpc) => {
        const { VpcId } = vpc;
        const [support, hostnames] = await Promise.all([
          ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsSupport' })),
          ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' })),
        ]);
        return {
          ...vpc,
          dnsSupport: support.EnableDnsSupport?.Value ?? false,
          dnsHostnames: hostnames.EnableDnsHostnames?.Value ?? false,
        };
      }),
    );
  },
  attributes: [
    NAME,
    { id: 'id', label: 'VPC ID', value: ({ VpcId = '' }) => VpcId },
    { id: 'state', label: 'State', value: ({ State = '' }) => State, status: () => 'success' },
    { id: 'cidr', label: 'IPv4 CIDR', value: ({ CidrBlock = '' }) => CidrBlock },
    {
      id: 'ipv6',
      label: 'IPv6 CIDR',
      value: ({ Ipv6CidrBlockAssociationSet = [] }) =>
        Ipv6CidrBlockAssociationSet.map(({ Ipv6CidrBlock }) => Ipv6CidrBlock).join(', '),
    },
    { id: 'dns-resolution', label: 'DNS resolution', value: ({ dnsSupport }) => yes(dnsSupport) },
    { id: 'dns-hostnames', label: 'DNS hostnames', value: ({ dnsHostnames }) => yes(dnsHostnames) },
    { id: 'dhcp', label: 'DHCP option set', value: ({ DhcpOptionsId = '' }) => DhcpOptionsId },
    { id: 'default', label: 'Default VPC', value: ({ IsDefault }) => (IsDefault ? 'Yes' : 'No') },
  ],
  shown: ['name', 'id', 'state', 'cidr', 'dns-resolution', 'default'],
  tabs: [
    {
      id: 'map',
      label: 'Resource map',
      content: ({ VpcId = '' }) => (
        <Suspense fallback={<Spinner />}>
          <ResourceMap key={VpcId} vpc={VpcId} />
        </Suspense>
      ),
    },
  ],
  create: { label: 'Create VPC', dialog: Create },
  actions: [
    { id: 'edit-dhcp', label: 'Edit DHCP option set', dialog: EditDhcp },
    { id: 'edit-dns', label: 'Edit DNS settings', dialog: EditDns },
    {
      id: 'delete',
      label: 'Delete VPC',
      dialog: deleting(
        ({ VpcId = '' }) => VpcId,
        ({ ec2 }, { VpcId }) => ec2.send(new DeleteVpcCommand({ VpcId })),
      ),
    },
  ],
};
