import type { ResourceType } from '../resource-type.ts';
import * as accountAttributes from './account-attributes.ts';
import * as address from './address.ts';
import * as addressAssociation from './address-association.ts';
import * as blockPublicAccess from './block-public-access.ts';
import * as blockPublicAccessExclusion from './block-public-access-exclusion.ts';
import * as customerGateway from './customer-gateway.ts';
import * as defaultVpc from './default-vpc.ts';
import * as dhcpOptions from './dhcp-options.ts';
import * as ebsEncryption from './ebs-encryption.ts';
import * as egressOnlyInternetGateway from './egress-only-internet-gateway.ts';
import * as flowLog from './flow-log.ts';
import * as image from './image.ts';
import * as imageCopy from './image-copy.ts';
import * as imageCreation from './image-creation.ts';
import * as imageSharing from './image-sharing.ts';
import * as instance from './instance.ts';
import * as instanceAttribute from './instance-attribute.ts';
import * as instanceConnectEndpoint from './instance-connect-endpoint.ts';
import * as instanceLifecycle from './instance-lifecycle.ts';
import * as instanceOptions from './instance-options.ts';
import * as instancePlacement from './instance-placement.ts';
import * as instanceProfileAssociation from './instance-profile-association.ts';
import * as instanceType from './instance-type.ts';
import * as instanceView from './instance-view.ts';
import * as internetGateway from './internet-gateway.ts';
import * as keyPair from './key-pair.ts';
import * as launchTemplate from './launch-template.ts';
import * as launchTemplateVersion from './launch-template-version.ts';
import * as metadataDefaults from './metadata-defaults.ts';
import * as natGateway from './nat-gateway.ts';
import * as natGatewayAddress from './nat-gateway-address.ts';
import * as networkAcl from './network-acl.ts';
import * as networkAclAssociation from './network-acl-association.ts';
import * as networkAclEntry from './network-acl-entry.ts';
import * as networkInsightsAnalysis from './network-insights-analysis.ts';
import * as networkInsightsPath from './network-insights-path.ts';
import * as networkInterface from './network-interface.ts';
import * as networkInterfaceAddress from './network-interface-address.ts';
import * as networkInterfaceAttachment from './network-interface-attachment.ts';
import * as networkInterfaceAttribute from './network-interface-attribute.ts';
import * as networkInterfaceIpv6 from './network-interface-ipv6.ts';
import * as networkInterfaceTemplate from './network-interface-template.ts';
import type { Ec2Operations } from './operations.ts';
import * as placementGroup from './placement-group.ts';
import * as prefixList from './prefix-list.ts';
import * as regionZone from './region-zone.ts';
import * as route from './route.ts';
import * as routeTable from './route-table.ts';
import * as routeTableAssociation from './route-table-association.ts';
import * as runInstances from './run-instances.ts';
import * as securityGroup from './security-group.ts';
import * as securityGroupAuthorization from './security-group-authorization.ts';
import * as securityGroupRule from './security-group-rule.ts';
import * as securityGroupRuleChange from './security-group-rule-change.ts';
import * as securityGroupView from './security-group-view.ts';
import * as serialConsole from './serial-console.ts';
import * as snapshot from './snapshot.ts';
import * as snapshotCopy from './snapshot-copy.ts';
import * as snapshotSharing from './snapshot-sharing.ts';
import * as subnet from './subnet.ts';
import * as subnetAttribute from './subnet-attribute.ts';
import * as tagOperations from './tag-operations.ts';
import * as transitGateway from './transit-gateway.ts';
import * as transitGatewayAssociation from './transit-gateway-association.ts';
import * as transitGatewayAttachment from './transit-gateway-attachment.ts';
import * as transitGatewayPeeringAttachment from './transit-gateway-peering-attachment.ts';
import * as transitGatewayPrefixListReference from './transit-gateway-prefix-list-reference.ts';
import * as transitGatewayPropagation from './transit-gateway-propagation.ts';
import * as transitGatewayRoute from './transit-gateway-route.ts';
import * as transitGatewayRouteSearch from './transit-gateway-route-search.ts';
import * as transitGatewayRouteTable from './transit-gateway-route-table.ts';
import * as transitGatewayVpcAttachment from './transit-gateway-vpc-attachment.ts';
import * as volume from './volume.ts';
import * as volumeAttachment from './volume-attachment.ts';
import * as volumeAttribute from './volume-attribute.ts';
import * as volumeModification from './volume-modification.ts';
import * as volumeStatus from './volume-status.ts';
import * as vpc from './vpc.ts';
import * as vpcAttribute from './vpc-attribute.ts';
import * as vpcCidr from './vpc-cidr.ts';
import * as vpcEndpoint from './vpc-endpoint.ts';
import * as vpcEndpointService from './vpc-endpoint-service.ts';
import * as vpcGatewayAttachment from './vpc-gateway-attachment.ts';
import * as vpcPeeringConnection from './vpc-peering-connection.ts';
import * as vpcPeeringConnectionTemplate from './vpc-peering-connection-template.ts';
import * as vpnConnection from './vpn-connection.ts';
import * as vpnConnectionTemplate from './vpn-connection-template.ts';
import * as vpnGateway from './vpn-gateway.ts';

/** One file per kind of resource, each with its operations and, where CloudFormation can make it, its template types. */
const RESOURCES: readonly { operations?: Ec2Operations; resourceTypes?: Record<string, ResourceType> }[] = [
  accountAttributes,
  address,
  addressAssociation,
  blockPublicAccess,
  blockPublicAccessExclusion,
  customerGateway,
  defaultVpc,
  dhcpOptions,
  ebsEncryption,
  egressOnlyInternetGateway,
  flowLog,
  image,
  imageCopy,
  imageCreation,
  imageSharing,
  instance,
  instanceAttribute,
  instanceConnectEndpoint,
  instanceLifecycle,
  instanceOptions,
  instancePlacement,
  instanceProfileAssociation,
  instanceType,
  instanceView,
  internetGateway,
  keyPair,
  launchTemplate,
  launchTemplateVersion,
  metadataDefaults,
  natGateway,
  natGatewayAddress,
  networkAcl,
  networkAclAssociation,
  networkAclEntry,
  networkInsightsAnalysis,
  networkInsightsPath,
  networkInterface,
  networkInterfaceAddress,
  networkInterfaceAttachment,
  networkInterfaceAttribute,
  networkInterfaceIpv6,
  networkInterfaceTemplate,
  placementGroup,
  prefixList,
  regionZone,
  route,
  routeTable,
  routeTableAssociation,
  runInstances,
  securityGroup,
  securityGroupAuthorization,
  securityGroupRule,
  securityGroupRuleChange,
  securityGroupView,
  serialConsole,
  snapshot,
  snapshotCopy,
  snapshotSharing,
  subnet,
  subnetAttribute,
  tagOperations,
  transitGateway,
  transitGatewayAssociation,
  transitGatewayAttachment,
  transitGatewayPeeringAttachment,
  transitGatewayPrefixListReference,
  transitGatewayPropagation,
  transitGatewayRoute,
  transitGatewayRouteSearch,
  transitGatewayRouteTable,
  transitGatewayVpcAttachment,
  volume,
  volumeAttachment,
  volumeAttribute,
  volumeModification,
  volumeStatus,
  vpc,
  vpcAttribute,
  vpcCidr,
  vpcEndpoint,
  vpcEndpointService,
  vpcGatewayAttachment,
  vpcPeeringConnection,
  vpcPeeringConnectionTemplate,
  vpnConnection,
  vpnConnectionTemplate,
  vpnGateway,
];

export const operations: Ec2Operations = Object.assign({}, ...RESOURCES.map((each) => each.operations));

export const resourceTypes: Readonly<Record<string, ResourceType>> = Object.assign(
  {},
  ...RESOURCES.map((each) => each.resourceTypes),
);
