import type { ComponentType } from 'react';
import { DriftsPage, stacks } from './cloudformation/stacks.tsx';
import { elasticIps } from './ec2/elastic-ips.tsx';
import { instances } from './ec2/instances.tsx';
import { LaunchInstance, LaunchMoreLikeThis } from './ec2/launch-instance.tsx';
import { networkInterfaces } from './ec2/network-interfaces.tsx';
import { AddRule, EditRule } from './elb/edit-rule.tsx';
import { AddListener, EditListener } from './elb/listener-form.tsx';
import { ListenerPage } from './elb/listener-page.tsx';
import { EditLoadBalancerAttributes, loadBalancers } from './elb/load-balancers.tsx';
import { ReprioritizeRules } from './elb/reprioritize-rules.tsx';
import {
  EditHealthCheckPage,
  EditTargetGroupAttributes,
  RegisterTargetsPage,
  targetGroups,
} from './elb/target-groups.tsx';
import { AnalysisPage } from './reachability/analysis-page.tsx';
import { paths } from './reachability/paths.tsx';
import { type Resource, resource } from './resource.ts';
import { blockPublicAccess } from './vpc/block-public-access.tsx';
import { blockPublicAccessExclusions } from './vpc/block-public-access-exclusions.tsx';
import { dhcpOptionSets } from './vpc/dhcp-option-sets.tsx';
import { EditInboundEntries, EditOutboundEntries } from './vpc/edit-network-acl-rules.tsx';
import { EditNetworkAclSubnets } from './vpc/edit-network-acl-subnets.tsx';
import { EditRoutes } from './vpc/edit-routes.tsx';
import { EditInboundRules, EditOutboundRules } from './vpc/edit-rules.tsx';
import { EditSubnetAssociations } from './vpc/edit-subnet-associations.tsx';
import { egressOnlyInternetGateways } from './vpc/egress-only-internet-gateways.tsx';
import { endpoints } from './vpc/endpoints.tsx';
import { internetGateways } from './vpc/internet-gateways.tsx';
import { natGateways } from './vpc/nat-gateways.tsx';
import { networkAcls } from './vpc/network-acls.tsx';
import { peeringConnections } from './vpc/peering-connections.tsx';
import { prefixLists } from './vpc/prefix-lists.tsx';
import { routeTables } from './vpc/route-tables.tsx';
import { securityGroups } from './vpc/security-groups.tsx';
import { subnets } from './vpc/subnets.tsx';
import { transitGatewayAttachments } from './vpc/transit-gateway-attachments.tsx';
import { transitGatewayRouteTables } from './vpc/transit-gateway-route-tables.tsx';
import { transitGateways } from './vpc/transit-gateways.tsx';
import { vpcs } from './vpc/vpcs.tsx';

/** Every kind of resource that the console shows, in the order of its navigation. */
export const RESOURCES: readonly Resource<unknown>[] = [
  resource(vpcs),
  resource(subnets),
  resource(routeTables),
  resource(internetGateways),
  resource(egressOnlyInternetGateways),
  resource(dhcpOptionSets),
  resource(prefixLists),
  resource(natGateways),
  resource(peeringConnections),
  resource(networkAcls),
  resource(securityGroups),
  resource(endpoints),
  resource(transitGateways),
  resource(transitGatewayAttachments),
  resource(transitGatewayRouteTables),
  resource(blockPublicAccess),
  resource(blockPublicAccessExclusions),
  resource(instances),
  resource(elasticIps),
  resource(networkInterfaces),
  resource(loadBalancers),
  resource(targetGroups),
  resource(stacks),
  resource(paths),
];

/** The pages on which something of a resource is edited or made; `:id` is the resource's, and `name` what stands for an id. */
export const EDIT_PAGES: readonly { readonly path: string; readonly Page: ComponentType; readonly name?: string }[] = [
  { path: 'vpc/route-tables/:id/edit-routes', Page: EditRoutes },
  { path: 'vpc/route-tables/:id/edit-subnet-associations', Page: EditSubnetAssociations },
  { path: 'vpc/network-acls/:id/edit-inbound-rules', Page: EditInboundEntries },
  { path: 'vpc/network-acls/:id/edit-outbound-rules', Page: EditOutboundEntries },
  { path: 'vpc/network-acls/:id/edit-subnet-associations', Page: EditNetworkAclSubnets },
  { path: 'vpc/security-groups/:id/edit-inbound-rules', Page: EditInboundRules },
  { path: 'vpc/security-groups/:id/edit-outbound-rules', Page: EditOutboundRules },
  { path: 'ec2/instances/launch', Page: LaunchInstance, name: 'Launch an instance' },
  { path: 'ec2/instances/:id/launch-more-like-this', Page: LaunchMoreLikeThis },
  { path: 'elb/load-balancers/:id/edit-attributes', Page: EditLoadBalancerAttributes },
  { path: 'elb/load-balancers/:id/add-listener', Page: AddListener },
  { path: 'elb/load-balancers/:id/listeners/:listener', Page: ListenerPage },
  { path: 'elb/load-balancers/:id/listeners/:listener/edit', Page: EditListener },
  { path: 'elb/load-balancers/:id/listeners/:listener/add-rule', Page: AddRule },
  { path: 'elb/load-balancers/:id/listeners/:listener/rules/:rule/edit', Page: EditRule },
  { path: 'elb/load-balancers/:id/listeners/:listener/reprioritize-rules', Page: ReprioritizeRules },
  { path: 'elb/target-groups/:id/register-targets', Page: RegisterTargetsPage },
  { path: 'elb/target-groups/:id/edit-health-check', Page: EditHealthCheckPage },
  { path: 'elb/target-groups/:id/edit-attributes', Page: EditTargetGroupAttributes },
  { path: 'cloudformation/stacks/:id/drifts', Page: DriftsPage },
  { path: 'reachability/paths/:id/analyses/:analysis', Page: AnalysisPage },
];
