import {
  CreateSubnetCommand,
  DeleteSubnetCommand,
  DescribeSubnetsCommand,
  ModifySubnetAttributeCommand,
  type Subnet,
} from '@aws-sdk/client-ec2';
import Checkbox from '@cloudscape-design/components/checkbox';
import { useState } from 'react';
import { creating, deleting } from '../asking.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { useClients } from '../region.tsx';
import type { DialogProps, Resource } from '../resource.ts';
import { NAME, NAME_FIELD, named } from '../tags.ts';
import { vpcChoices, zoneChoices } from './choices.ts';
import { SubnetNetworkAcl } from './subnet-network-acl.tsx';
import { SubnetRouteTable } from './subnet-route-table.tsx';

function EditSettings({ item, onClose }: DialogProps<Subnet>) {
  const { ec2 } = useClients();
  const [automatic, setAutomatic] = useState(item.MapPublicIpOnLaunch ?? false);
  const change = async () => {
    const { SubnetId } = item;
    await ec2.send(new ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch: { Value: automatic } }));
    onClose(`The settings of ${SubnetId} were saved.`);
  };
  return (
    <FormDialog title="Edit subnet settings" confirm="Save" work={change} onCancel={() => onClose()}>
      <Checkbox checked={automatic} onChange={({ detail }) => setAutomatic(detail.checked)}>
        Enable auto-assign public IPv4 address
      </Checkbox>
    </FormDialog>
  );
}

const Create = creating({
  title: 'Create subnet',
  confirm: 'Create subnet',
  fields: {
    vpc: { kind: 'one', label: 'VPC ID', load: vpcChoices },
    name: { ...NAME_FIELD, label: 'Subnet name' },
    zone: { kind: 'one', label: 'Availability Zone', load: zoneChoices },
    cidr: { kind: 'text', label: 'IPv4 subnet CIDR block', placeholder: '10.0.0.0/24' },
  },
  async work({ ec2 }, { vpc, name, zone, cidr }) {
    const made = await ec2.send(
      new CreateSubnetCommand({
        VpcId: vpc,
        CidrBlock: cidr,
        ...(zone && { AvailabilityZone: zone }),
        ...named('subnet', name),
      }),
    );
    return `${made.Subnet?.SubnetId} was created.`;
  },
});

export const subnets: Resource<Subnet> = {
  path: 'vpc/subnets',
  section: 'Virtual private cloud',
  one: 'subnet',
  many: 'Subnets',
  idOf: ({ SubnetId = '' }) => SubnetId,
  list: async ({ ec2 }) => (await ec2.send(new DescribeSubnetsCommand({}))).Subnets ?? [],
  attributes: [
    NAME,
    { id: 'id', label: 'Subnet ID', value: ({ SubnetId = '' }) => SubnetId },
    { id: 'state', label: 'State', value: ({ State = '' }) => State, status: () => 'success' },
    { id: 'vpc', label: 'VPC', value: ({ VpcId = '' }) => VpcId, link: ({ VpcId }) => `vpc/vpcs/${VpcId}` },
    { id: 'cidr', label: 'IPv4 CIDR', value: ({ CidrBlock = '' }) => CidrBlock },
    { id: 'free', label: 'Available IPv4 addresses', value: (each) => String(each.AvailableIpAddressCount ?? '') },
    { id: 'zone', label: 'Availability Zone', value: ({ AvailabilityZone = '' }) => AvailabilityZone },
    {
      id: 'public-ip',
      label: 'Auto-assign public IPv4 address',
      value: ({ MapPublicIpOnLaunch }) => (MapPublicIpOnLaunch ? 'Yes' : 'No'),
    },
    { id: 'default', label: 'Default subnet', value: ({ DefaultForAz }) => (DefaultForAz ? 'Yes' : 'No') },
  ],
  shown: ['name', 'id', 'state', 'vpc', 'cidr', 'free', 'zone'],
  tabs: [
    { id: 'routes', label: 'Route table', content: (subnet) => <SubnetRouteTable subnet={subnet} /> },
    { id: 'acl', label: 'Network ACL', content: (subnet) => <SubnetNetworkAcl subnet={subnet} /> },
  ],
  create: { label: 'Create subnet', dialog: Create },
  actions: [
    { id: 'edit', label: 'Edit subnet settings', dialog: EditSettings },
    {
      id: 'delete',
      label: 'Delete subnet',
      dialog: deleting(
        ({ SubnetId = '' }) => SubnetId,
        ({ ec2 }, { SubnetId }) => ec2.send(new DeleteSubnetCommand({ SubnetId })),
      ),
    },
  ],
};
