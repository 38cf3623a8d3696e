import { ModifyVpcEndpointCommand, type VpcEndpoint } from '@aws-sdk/client-ec2';
import { asking } from '../asking.tsx';
import type { Resource } from '../resource.ts';
import { groupChoices, routeTableChoices, subnetChoices } from './choices.ts';

/** What is in one list and not in the other; nothing at all rather than an empty list, which AWS refuses. */
function less(these: readonly string[], those: readonly string[]): string[] | undefined {
  const rest = these.filter((id) => !those.includes(id));
  return rest.length > 0 ? rest : undefined;
}

const ManageSubnets = asking({
  title: 'Manage subnets',
  confirm: 'Modify subnets',
  fields: { subnets: { kind: 'many', label: 'Subnets', load: subnetChoices } },
  vpc: ({ VpcId }: VpcEndpoint) => VpcId,
  initial: ({ SubnetIds = [] }) => ({ subnets: SubnetIds }),
  async work({ ec2 }, { subnets }, { VpcEndpointId, SubnetIds = [] }) {
    const change = { AddSubnetIds: less(subnets, SubnetIds), RemoveSubnetIds: less(SubnetIds, subnets) };
    await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, ...change }));
    return `The subnets of ${VpcEndpointId} were saved.`;
  },
});

const ManageGroups = asking({
  title: 'Manage security groups',
  confirm: 'Modify security groups',
  fields: { groups: { kind: 'many', label: 'Security groups', load: groupChoices } },
  vpc: ({ VpcId }: VpcEndpoint) => VpcId,
  initial: ({ Groups = [] }) => ({ groups: Groups.flatMap(({ GroupId }) => GroupId ?? []) }),
  async work({ ec2 }, { groups }, { VpcEndpointId, Groups = [] }) {
    const now = Groups.flatMap(({ GroupId }) => GroupId ?? []);
    const change = { AddSecurityGroupIds: less(groups, now), RemoveSecurityGroupIds: less(now, groups) };
    await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, ...change }));
    return `The security groups of ${VpcEndpointId} were saved.`;
  },
});

const ManageRouteTables = asking({
  title: 'Manage route tables',
  confirm: 'Modify route tables',
  fields: { tables: { kind: 'many', label: 'Route tables', load: routeTableChoices } },
  vpc: ({ VpcId }: VpcEndpoint) => VpcId,
  initial: ({ RouteTableIds = [] }) => ({ tables: RouteTableIds }),
  async work({ ec2 }, { tables }, { VpcEndpointId, RouteTableIds = [] }) {
    const change = {
      AddRouteTableIds: less(tables, RouteTableIds),
      RemoveRouteTableIds: less(RouteTableIds, tables),
    };
    await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, ...change }));
    return `The route tables of ${VpcEndpointId} were saved.`;
  },
});

const ManagePolicy = asking({
  title: 'Manage policy',
  confirm: 'Save',
  fields: { policy: { kind: 'area', label: 'Policy', description: 'Full access when left empty.' } },
  initial: ({ PolicyDocument = '' }: VpcEndpoint) => ({ policy: PolicyDocument }),
  async work({ ec2 }, { policy }, { VpcEndpointId }) {
    const change = policy.trim() === '' ? { ResetPolicy: true } : { PolicyDocument: policy };
    await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, ...change }));
    return `The policy of ${VpcEndpointId} was saved.`;
  },
});

const ModifyPrivateDns = asking({
  title: 'Modify private DNS name',
  confirm: 'Save changes',
  fields: { enabled: { kind: 'check', label: 'Enable for this endpoint' } },
  initial: ({ PrivateDnsEnabled = false }: VpcEndpoint) => ({ enabled: PrivateDnsEnabled }),
  async work({ ec2 }, { enabled }, { VpcEndpointId }) {
    await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, PrivateDnsEnabled: enabled }));
    return `The private DNS name of ${VpcEndpointId} was saved.`;
  },
});

const only = (type: 'Interface' | 'Gateway') => (item: VpcEndpoint) =>
  item.VpcEndpointType === type ? undefined : `Only ${type.toLowerCase()} endpoints have it.`;

/** What can be changed of an endpoint. */
export const endpointActions: NonNullable<Resource<VpcEndpoint>['actions']> = [
  { id: 'tables', label: 'Manage route tables', refused: only('Gateway'), dialog: ManageRouteTables },
  { id: 'groups', label: 'Manage security groups', refused: only('Interface'), dialog: ManageGroups },
  { id: 'subnets', label: 'Manage subnets', refused: only('Interface'), dialog: ManageSubnets },
  { id: 'policy', label: 'Manage policy', dialog: ManagePolicy },
  { id: 'dns', label: 'Modify private DNS name', refused: only('Interface'), dialog: ModifyPrivateDns },
];
