import type { Attribute, Resource } from '../resource.ts';
import { Gone, useResource } from '../resource-page.tsx';
import { type AttributeOwner, Attributes, EditAttributes } from './attributes.tsx';
import { CreateLoadBalancer } from './create-load-balancer.tsx';
import { type Balancer, balancerPath, isApplication, loadBalancersIn } from './load-balancer.ts';
import {
  DeleteLoadBalancer,
  EditIpAddressType,
  EditSecurityGroups,
  EditSubnets,
  ipAddressType,
  ManageBalancerTags,
} from './load-balancer-actions.tsx';
import { Listeners, NetworkMapping, SecurityGroups } from './load-balancer-tabs.tsx';

const ownerOf = (balancer: Balancer): AttributeOwner => ({
  kind: 'load balancer',
  arn: balancer.LoadBalancerArn ?? '',
  name: balancer.LoadBalancerName ?? '',
  path: balancerPath(balancer),
});

/** The mark of a load balancer's state. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html */
const STATES = {
  active: { word: 'Active', status: 'success' },
  provisioning: { word: 'Provisioning', status: 'pending' },
  active_impaired: { word: 'Active impaired', status: 'warning' },
  failed: { word: 'Failed', status: 'error' },
} as const;

const stateOf = ({ State }: Balancer) => STATES[State?.Code ?? 'active'];

const ATTRIBUTES: readonly Attribute<Balancer>[] = [
  { id: 'id', label: 'Name', value: ({ LoadBalancerName = '' }) => LoadBalancerName },
  { id: 'dns', label: 'DNS name', value: ({ DNSName = '' }) => DNSName },
  { id: 'state', label: 'State', value: (item) => stateOf(item).word, status: (item) => stateOf(item).status },
  { id: 'type', label: 'Type', value: ({ Type = '' }) => Type },
  {
    id: 'scheme',
    label: 'Scheme',
    value: ({ Scheme }) => (Scheme === 'internal' ? 'Internal' : 'Internet-facing'),
  },
  { id: 'ip', label: 'IP address type', value: ({ IpAddressType }) => ipAddressType(IpAddressType) },
  { id: 'vpc', label: 'VPC', value: ({ VpcId = '' }) => VpcId, link: ({ VpcId }) => `vpc/vpcs/${VpcId}` },
  {
    id: 'zones',
    label: 'Availability Zones',
    value: ({ AvailabilityZones = [] }) =>
      AvailabilityZones.map(({ ZoneName }) => ZoneName)
        .sort()
        .join(', '),
  },
  { id: 'zone', label: 'Hosted zone', value: ({ CanonicalHostedZoneId = '' }) => CanonicalHostedZoneId },
  { id: 'created', label: 'Date created', value: ({ CreatedTime }) => CreatedTime?.toLocaleString() ?? '' },
  { id: 'arn', label: 'Load balancer ARN', value: ({ LoadBalancerArn = '' }) => LoadBalancerArn },
];

export const loadBalancers: Resource<Balancer> = {
  path: 'elb/load-balancers',
  section: 'Load balancing',
  one: 'load balancer',
  many: 'Load balancers',
  idOf: ({ LoadBalancerName = '' }) => LoadBalancerName,
  list: loadBalancersIn,
  attributes: ATTRIBUTES,
  shown: ['id', 'dns', 'state', 'type', 'scheme', 'vpc', 'zones', 'created'],
  tabs: [
    { id: 'listeners', label: 'Listeners and rules', content: (item) => <Listeners balancer={item} /> },
    { id: 'network', label: 'Network mapping', content: (item) => <NetworkMapping balancer={item} /> },
    { id: 'security', label: 'Security', content: (item) => <SecurityGroups balancer={item} /> },
    { id: 'attributes', label: 'Attributes', content: (item) => <Attributes owner={ownerOf(item)} /> },
  ],
  create: { label: 'Create load balancer', dialog: CreateLoadBalancer },
  actions: [
    { id: 'listener', label: 'Add listener', page: (item) => `${balancerPath(item)}/add-listener` },
    { id: 'subnets', label: 'Edit subnets', dialog: EditSubnets },
    {
      id: 'groups',
      label: 'Edit security groups',
      refused: (item) =>
        isApplication(item) || item.SecurityGroups?.length
          ? undefined
          : 'A Network Load Balancer without security groups cannot get any.',
      dialog: EditSecurityGroups,
    },
    {
      id: 'attributes',
      label: 'Edit load balancer attributes',
      page: (item) => `${balancerPath(item)}/edit-attributes`,
    },
    { id: 'ip', label: 'Edit IP address type', dialog: EditIpAddressType },
    { id: 'tags', label: 'Manage tags', dialog: ManageBalancerTags },
    { id: 'delete', label: 'Delete load balancer', dialog: DeleteLoadBalancer },
  ],
};

export function EditLoadBalancerAttributes() {
  const { all, id, item } = useResource(loadBalancers);
  if (!all) return null;
  return item ? <EditAttributes key={id} owner={ownerOf(item)} /> : <Gone one="load balancer" id={id} />;
}
