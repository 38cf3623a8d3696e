import { PageLink } from '../page-link.tsx';
import { RESOURCES } from '../resources.ts';

/** Where resources have their pages, by what their ids begin with. */
const PATHS: Readonly<Record<string, string>> = {
  vpc: 'vpc/vpcs',
  subnet: 'vpc/subnets',
  rtb: 'vpc/route-tables',
  igw: 'vpc/internet-gateways',
  sg: 'vpc/security-groups',
  acl: 'vpc/network-acls',
  nat: 'vpc/nat-gateways',
  eipalloc: 'ec2/elastic-ips',
  pcx: 'vpc/peering-connections',
  vpce: 'vpc/endpoints',
  eni: 'ec2/network-interfaces',
  i: 'ec2/instances',
};

/** A resource's id, which leads to its page where the console has one. */
export function ResourceId({ id }: { id: string }) {
  const path = PATHS[id.slice(0, id.indexOf('-'))];
  const shown = id.startsWith('arn:') ? id.split(':').slice(5).join(':') : id;
  if (!RESOURCES.some((each) => each.path === path)) return shown;
  return <PageLink to={`${path}/${id}`}>{shown}</PageLink>;
}
