import type { ResourceType } from '../resource-type.ts';
import * as accountAttributes from './account-attributes.ts';
import * as address from './address.ts';
import * as addressAssociation from './address-association.ts';
import * as defaultVpc from './default-vpc.ts';
import * as dhcpOptions from './dhcp-options.ts';
import * as egressOnlyInternetGateway from './egress-only-internet-gateway.ts';
import * as internetGateway from './internet-gateway.ts';
import type { Ec2Operations } from './operations.ts';
import * as prefixList from './prefix-list.ts';
import * as regionZone from './region-zone.ts';
import * as route from './route.ts';
import * as routeTable from './route-table.ts';
import * as routeTableAssociation from './route-table-association.ts';
import * as subnet from './subnet.ts';
import * as subnetAttribute from './subnet-attribute.ts';
import * as vpc from './vpc.ts';
import * as vpcAttribute from './vpc-attribute.ts';
import * as vpcCidr from './vpc-cidr.ts';

/** One file per kind of resource, each with its operations and, where CloudFormation can make it, its template types. */
const RESOURCES: readonly { operations: Ec2Operations; resourceTypes?: Record<string, ResourceType> }[] = [
  accountAttributes,
  address,
  addressAssociation,
  defaultVpc,
  dhcpOptions,
  egressOnlyInternetGateway,
  internetGateway,
  prefixList,
  regionZone,
  route,
  routeTable,
  routeTableAssociation,
  subnet,
  subnetAttribute,
  vpc,
  vpcAttribute,
  vpcCidr,
];

export const operations: Ec2Operations = Object.assign({}, ...RESOURCES.map((each) => each.operations));

export const resourceTypes: Readonly<Record<string, ResourceType>> = Object.assign(
  {},
  ...RESOURCES.map((each) => each.resourceTypes),
);
