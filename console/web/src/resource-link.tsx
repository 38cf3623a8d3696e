import { createContext, type ReactNode, useContext } from 'react';
import { PageLink } from './page-link.tsx';

/** The paths of the kinds of resources that have pages in this console. */
export const PagePaths = createContext<ReadonlySet<string>>(new Set());

/** Where resources have their pages, by what their ids begin with. */
const PATHS: Readonly<Record<string, string>> = {
  acl: 'vpc/network-acls',
  dopt: 'vpc/dhcp-option-sets',
  eigw: 'vpc/egress-only-internet-gateways',
  eipalloc: 'ec2/elastic-ips',
  eni: 'ec2/network-interfaces',
  i: 'ec2/instances',
  igw: 'vpc/internet-gateways',
  nat: 'vpc/nat-gateways',
  nip: 'reachability/paths',
  pcx: 'vpc/peering-connections',
  pl: 'vpc/managed-prefix-lists',
  rtb: 'vpc/route-tables',
  sg: 'vpc/security-groups',
  subnet: 'vpc/subnets',
  tgw: 'vpc/transit-gateways',
  'tgw-attach': 'vpc/transit-gateway-attachments',
  'tgw-rtb': 'vpc/transit-gateway-route-tables',
  vpc: 'vpc/vpcs',
  vpce: 'vpc/endpoints',
};

/** The kind of a resource, by its path, and the resource's own part of the path. */
interface Place {
  readonly kind: string | undefined;
  readonly own: string;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html */
function placeOfArn(arn: string): Place {
  const [, , service = '', , , ...rest] = arn.split(':');
  const [type, ...parts] = rest.join(':').split('/');
  if (service === 'cloudformation' && type === 'stack') return { kind: 'cloudformation/stacks', own: parts[0] ?? '' };
  const [, name = '', , listener] = parts;
  const balancer = 'elb/load-balancers';
  if (type === 'loadbalancer') return { kind: balancer, own: name };
  if (type === 'targetgroup') return { kind: 'elb/target-groups', own: parts[0] ?? '' };
  if (type === 'listener' || type === 'listener-rule') return { kind: balancer, own: `${name}/listeners/${listener}` };
  return placeOfId(parts.at(-1) ?? '');
}

const placeOfId = (id: string): Place => ({ kind: PATHS[id.slice(0, id.lastIndexOf('-'))], own: id });

const placeOf = (id: string): Place => (id.startsWith('arn:') ? placeOfArn(id) : placeOfId(id));

/** A resource by its id or ARN, which leads to its page where the console has one. */
export function ResourceLink({ id, children = id }: { id: string; children?: ReactNode }) {
  const known = useContext(PagePaths);
  const { kind, own } = placeOf(id);
  return kind && known.has(kind) ? <PageLink to={`${kind}/${own}`}>{children}</PageLink> : children;
}
