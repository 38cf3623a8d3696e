import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  DeleteInternetGatewayCommand,
  DescribeInternetGatewaysCommand,
  DetachInternetGatewayCommand,
  type InternetGateway,
} from '@aws-sdk/client-ec2';
import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { DeleteDialog, FormDialog } from '../form-dialog.tsx';
import { useClients } from '../region.tsx';
import type { DialogProps, Resource } from '../resource.ts';
import { NAME } from '../tags.ts';
import { VpcSelect } from './vpc-select.tsx';

const vpcOf = ({ Attachments = [] }: InternetGateway) => Attachments[0]?.VpcId ?? '';

function Create({ onClose }: Omit<DialogProps<InternetGateway>, 'item'>) {
  const { ec2 } = useClients();
  const [name, setName] = useState('');
  const create = async () => {
    const Tags = [{ Key: 'Name', Value: name }];
    const TagSpecifications = name === '' ? [] : [{ ResourceType: 'internet-gateway' as const, Tags }];
    const { InternetGateway: made } = await ec2.send(new CreateInternetGatewayCommand({ TagSpecifications }));
    onClose(`${made?.InternetGatewayId} was created. Attach it to a VPC to let the VPC reach the internet.`);
  };
  return (
    <FormDialog
      title="Create internet gateway"
      confirm="Create internet gateway"
      work={create}
      onCancel={() => onClose()}
    >
      <FormField label="Name tag" description="A tag with the key Name.">
        <Input value={name} onChange={({ detail }) => setName(detail.value)} placeholder="my-internet-gateway" />
      </FormField>
    </FormDialog>
  );
}

function Attach({ item, onClose }: DialogProps<InternetGateway>) {
  const { ec2 } = useClients();
  const [vpc, setVpc] = useState<string>();
  const { InternetGatewayId } = item;
  const attach = async () => {
    await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId: vpc }));
    onClose(`${InternetGatewayId} was attached to ${vpc}.`);
  };
  return (
    <FormDialog title="Attach to VPC" confirm="Attach internet gateway" work={attach} onCancel={() => onClose()}>
      <VpcSelect value={vpc} onChange={setVpc} />
    </FormDialog>
  );
}

function Detach({ item, onClose }: DialogProps<InternetGateway>) {
  const { ec2 } = useClients();
  const { InternetGatewayId } = item;
  const detach = async () => {
    await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId: vpcOf(item) }));
    onClose(`${InternetGatewayId} was detached from ${vpcOf(item)}.`);
  };
  return (
    <FormDialog title="Detach from VPC" confirm="Detach internet gateway" work={detach} onCancel={() => onClose()}>
      <Box>
        Detach {InternetGatewayId} from {vpcOf(item)}? What routes to it is a blackhole then.
      </Box>
    </FormDialog>
  );
}

function Delete({ item, onClose }: DialogProps<InternetGateway>) {
  const { ec2 } = useClients();
  const { InternetGatewayId = '' } = item;
  const remove = async () => {
    await ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }));
    onClose(`${InternetGatewayId} was deleted.`);
  };
  return <DeleteDialog what={InternetGatewayId} work={remove} onCancel={() => onClose()} />;
}

export const internetGateways: Resource<InternetGateway> = {
  path: 'vpc/internet-gateways',
  section: 'Virtual private cloud',
  one: 'internet gateway',
  many: 'Internet gateways',
  idOf: ({ InternetGatewayId = '' }) => InternetGatewayId,
  list: async ({ ec2 }) => (await ec2.send(new DescribeInternetGatewaysCommand({}))).InternetGateways ?? [],
  attributes: [
    NAME,
    { id: 'id', label: 'Internet gateway ID', value: ({ InternetGatewayId = '' }) => InternetGatewayId },
    {
      id: 'state',
      label: 'State',
      value: (item) => (vpcOf(item) === '' ? 'Detached' : 'Attached'),
      status: (item) => (vpcOf(item) === '' ? 'stopped' : 'success'),
    },
    { id: 'vpc', label: 'VPC ID', value: vpcOf, link: (item) => `vpc/vpcs/${vpcOf(item)}` },
    { id: 'owner', label: 'Owner', value: ({ OwnerId = '' }) => OwnerId },
  ],
  create: { label: 'Create internet gateway', dialog: Create },
  actions: [
    {
      id: 'attach',
      label: 'Attach to VPC',
      refused: (item) => (vpcOf(item) === '' ? undefined : 'It is attached already.'),
      dialog: Attach,
    },
    {
      id: 'detach',
      label: 'Detach from VPC',
      refused: (item) => (vpcOf(item) === '' ? 'It is attached to no VPC.' : undefined),
      dialog: Detach,
    },
    {
      id: 'delete',
      label: 'Delete internet gateway',
      refused: (item) => (vpcOf(item) === '' ? undefined : 'Detach it first.'),
      dialog: Delete,
    },
  ],
};
