import { CreateVpcEndpointCommand, DescribeVpcEndpointServicesCommand } from '@aws-sdk/client-ec2';
import { creating } from '../asking.tsx';
import type { Clients } from '../clients.ts';
import { NAME_FIELD, named } from '../tags.ts';
import { groupChoices, routeTableChoices, subnetChoices, vpcChoices } from './choices.ts';

/** Services by name; those of both types, such as S3, may be asked for as either. */
const serviceChoices = async ({ ec2 }: Clients) =>
  ((await ec2.send(new DescribeVpcEndpointServicesCommand({}))).ServiceDetails ?? [])
    .map(({ ServiceName = '', ServiceType = [] }) => ({
      id: ServiceName,
      more: ServiceType.map((type) => type.ServiceType).join(', '),
    }))
    .filter(({ id }, index, all) => all.findIndex((each) => each.id === id) === index);

export const CreateEndpoint = creating({
  title: 'Create endpoint',
  confirm: 'Create endpoint',
  fields: {
    name: { ...NAME_FIELD, label: 'Name tag - optional' },
    type: {
      kind: 'choice',
      label: 'Endpoint type',
      options: [
        { value: 'Interface', label: 'Interface' },
        { value: 'Gateway', label: 'Gateway' },
      ],
    },
    service: { kind: 'one', label: 'Service name', load: serviceChoices },
    vpc: { kind: 'one', label: 'VPC', load: vpcChoices },
    privateDns: { kind: 'check', label: 'Enable DNS name', when: ({ type }) => type === 'Interface' },
    subnets: { kind: 'many', label: 'Subnets', load: subnetChoices, when: ({ type }) => type === 'Interface' },
    groups: { kind: 'many', label: 'Security groups', load: groupChoices, when: ({ type }) => type === 'Interface' },
    tables: { kind: 'many', label: 'Route tables', load: routeTableChoices, when: ({ type }) => type === 'Gateway' },
    policy: { kind: 'area', label: 'Policy', description: 'Full access when left empty.' },
  },
  initial: () => ({ type: 'Interface', privateDns: true }),
  async work({ ec2 }, { name, type, service, vpc, privateDns, subnets, groups, tables, policy }) {
    const own =
      type === 'Gateway'
        ? { RouteTableIds: [...tables] }
        : {
            PrivateDnsEnabled: privateDns,
            SubnetIds: [...subnets],
            ...(groups.length > 0 && { SecurityGroupIds: [...groups] }),
          };
    const made = await ec2.send(
      new CreateVpcEndpointCommand({
        VpcEndpointType: type === 'Gateway' ? 'Gateway' : 'Interface',
        ServiceName: service,
        VpcId: vpc,
        ...own,
        ...(policy && { PolicyDocument: policy }),
        ...named('vpc-endpoint', name),
      }),
    );
    return `${made.VpcEndpoint?.VpcEndpointId} was created.`;
  },
});
