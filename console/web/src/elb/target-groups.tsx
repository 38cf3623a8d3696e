import { DeleteTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ReactNode } from 'react';
import { DeleteDialog } from '../form-dialog.tsx';
import { useClients } from '../region.tsx';
import type { DialogProps, Resource } from '../resource.ts';
import { Gone, useResource } from '../resource-page.tsx';
import { type AttributeOwner, Attributes, EditAttributes } from './attributes.tsx';
import { CreateTargetGroup } from './create-target-group.tsx';
import { EditHealthCheck, HealthChecks } from './health-checks.tsx';
import { ManageTags } from './manage-tags.tsx';
import { RegisterTargets } from './register-targets.tsx';
import { type Group, groupPath, nameIn, targetGroupsIn } from './target-group.ts';
import { Targets } from './targets.tsx';

const ownerOf = (group: Group): AttributeOwner => ({
  kind: 'target group',
  arn: group.TargetGroupArn ?? '',
  name: group.TargetGroupName ?? '',
  path: groupPath(group),
});

const balancerOf = ({ LoadBalancerArns = [] }: Group) => LoadBalancerArns.map(nameIn).join(', ');

const TARGET_TYPES: Readonly<Record<string, string>> = {
  instance: 'Instance',
  ip: 'IP',
  lambda: 'Lambda',
  alb: 'Application Load Balancer',
};

const ManageGroupTags = ({ item, onClose }: DialogProps<Group>) => (
  <ManageTags arn={item.TargetGroupArn ?? ''} name={item.TargetGroupName ?? ''} tags={item.Tags} onClose={onClose} />
);

function Delete({ item, onClose }: DialogProps<Group>) {
  const { elb } = useClients();
  const { TargetGroupArn, TargetGroupName = '' } = item;
  const remove = async () => {
    await elb.send(new DeleteTargetGroupCommand({ TargetGroupArn }));
    onClose(`${TargetGroupName} was deleted.`);
  };
  return <DeleteDialog what={TargetGroupName} work={remove} onCancel={() => onClose()} />;
}

export const targetGroups: Resource<Group> = {
  path: 'elb/target-groups',
  section: 'Load balancing',
  one: 'target group',
  many: 'Target groups',
  idOf: ({ TargetGroupName = '' }) => TargetGroupName,
  list: targetGroupsIn,
  attributes: [
    { id: 'id', label: 'Name', value: ({ TargetGroupName = '' }) => TargetGroupName },
    { id: 'arn', label: 'ARN', value: ({ TargetGroupArn = '' }) => TargetGroupArn },
    { id: 'port', label: 'Port', value: ({ Port }) => String(Port ?? '') },
    { id: 'protocol', label: 'Protocol', value: ({ Protocol = '' }) => Protocol },
    { id: 'version', label: 'Protocol version', value: ({ ProtocolVersion = '' }) => ProtocolVersion },
    { id: 'type', label: 'Target type', value: ({ TargetType = '' }) => TARGET_TYPES[TargetType] ?? TargetType },
    {
      id: 'balancer',
      label: 'Load balancer',
      value: (item) => balancerOf(item) || 'None associated',
      link: (item) => (balancerOf(item) ? `elb/load-balancers/${balancerOf(item)}` : undefined),
    },
    { id: 'vpc', label: 'VPC ID', value: ({ VpcId = '' }) => VpcId, link: ({ VpcId }) => `vpc/vpcs/${VpcId}` },
  ],
  shown: ['id', 'port', 'protocol', 'type', 'balancer', 'vpc'],
  tabs: [
    { id: 'targets', label: 'Targets', content: (item) => <Targets group={item} /> },
    { id: 'health', label: 'Health checks', content: (item) => <HealthChecks group={item} /> },
    { id: 'attributes', label: 'Attributes', content: (item) => <Attributes owner={ownerOf(item)} /> },
  ],
  create: { label: 'Create target group', dialog: CreateTargetGroup },
  actions: [
    { id: 'register', label: 'Register targets', page: (item) => `${groupPath(item)}/register-targets` },
    { id: 'health', label: 'Edit health check settings', page: (item) => `${groupPath(item)}/edit-health-check` },
    { id: 'attributes', label: 'Edit target group attributes', page: (item) => `${groupPath(item)}/edit-attributes` },
    { id: 'tags', label: 'Manage tags', dialog: ManageGroupTags },
    { id: 'delete', label: 'Delete', dialog: Delete },
  ],
};

/** What is shown of the target group that the page's address names, once it is known. */
function OfTargetGroup({ children }: { children(group: Group): ReactNode }) {
  const { all, id, item } = useResource(targetGroups);
  if (!all) return null;
  return item ? children(item) : <Gone one="target group" id={id} />;
}

export const RegisterTargetsPage = () => <OfTargetGroup>{(group) => <RegisterTargets group={group} />}</OfTargetGroup>;
export const EditHealthCheckPage = () => <OfTargetGroup>{(group) => <EditHealthCheck group={group} />}</OfTargetGroup>;
export const EditTargetGroupAttributes = () => (
  <OfTargetGroup>{(group) => <EditAttributes owner={ownerOf(group)} />}</OfTargetGroup>
);
