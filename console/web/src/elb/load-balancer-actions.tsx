import {
  DeleteLoadBalancerCommand,
  SetIpAddressTypeCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { useState } from 'react';
import { DeleteDialog, FormDialog } from '../form-dialog.tsx';
import { useClients } from '../region.tsx';
import type { DialogProps } from '../resource.ts';
import { ChoiceField } from '../text-field.tsx';
import { type Balancer, isApplication, subnetsOf } from './load-balancer.ts';
import { ManageTags } from './manage-tags.tsx';
import { SecurityGroupsField } from './security-group-fields.tsx';
import { ZoneSubnets } from './zone-subnets.tsx';

export function EditSubnets({ item, onClose }: DialogProps<Balancer>) {
  const { elb } = useClients();
  const [subnets, setSubnets] = useState<readonly string[]>(() => subnetsOf(item));
  const save = async () => {
    await elb.send(new SetSubnetsCommand({ LoadBalancerArn: item.LoadBalancerArn, Subnets: [...subnets] }));
    onClose(`The subnets of ${item.LoadBalancerName} were saved.`);
  };
  return (
    <FormDialog title="Edit subnets" confirm="Save changes" work={save} onCancel={() => onClose()}>
      <ZoneSubnets vpc={item.VpcId} value={subnets} onChange={setSubnets} />
    </FormDialog>
  );
}

export function EditSecurityGroups({ item, onClose }: DialogProps<Balancer>) {
  const { elb } = useClients();
  const [groups, setGroups] = useState<readonly string[]>(item.SecurityGroups ?? []);
  const save = async () => {
    await elb.send(
      new SetSecurityGroupsCommand({ LoadBalancerArn: item.LoadBalancerArn, SecurityGroups: [...groups] }),
    );
    onClose(`The security groups of ${item.LoadBalancerName} were saved.`);
  };
  return (
    <FormDialog title="Edit security groups" confirm="Save changes" work={save} onCancel={() => onClose()}>
      <SecurityGroupsField vpc={item.VpcId} value={groups} onChange={setGroups} />
    </FormDialog>
  );
}

const IP_ADDRESS_TYPES = [
  { value: 'ipv4', label: 'IPv4' },
  { value: 'dualstack', label: 'Dualstack' },
  { value: 'dualstack-without-public-ipv4', label: 'Dualstack without public IPv4' },
] as const;

export const ipAddressType = (type: string | undefined): string =>
  IP_ADDRESS_TYPES.find(({ value }) => value === type)?.label ?? type ?? '';

export function EditIpAddressType({ item, onClose }: DialogProps<Balancer>) {
  const { elb } = useClients();
  const [type, setType] = useState<string>(item.IpAddressType ?? 'ipv4');
  const save = async () => {
    const IpAddressType = IP_ADDRESS_TYPES.find(({ value }) => value === type)?.value;
    await elb.send(new SetIpAddressTypeCommand({ LoadBalancerArn: item.LoadBalancerArn, IpAddressType }));
    onClose(`The IP address type of ${item.LoadBalancerName} was saved.`);
  };
  const among = isApplication(item) ? IP_ADDRESS_TYPES : IP_ADDRESS_TYPES.slice(0, 2);
  return (
    <FormDialog title="Edit IP address type" confirm="Save changes" work={save} onCancel={() => onClose()}>
      <ChoiceField label="IP address type" value={type} onChange={setType} among={among} />
    </FormDialog>
  );
}

export const ManageBalancerTags = ({ item, onClose }: DialogProps<Balancer>) => (
  <ManageTags arn={item.LoadBalancerArn ?? ''} name={item.LoadBalancerName ?? ''} tags={item.Tags} onClose={onClose} />
);

export function DeleteLoadBalancer({ item, onClose }: DialogProps<Balancer>) {
  const { elb } = useClients();
  const { LoadBalancerArn, LoadBalancerName = '' } = item;
  const remove = async () => {
    await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
    onClose(`${LoadBalancerName} was deleted.`);
  };
  return <DeleteDialog what={LoadBalancerName} work={remove} onCancel={() => onClose()} />;
}
