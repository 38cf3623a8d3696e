import { BreakfixError } from '../lib/error.ts';
import type { Scenario } from '../lib/scenario.ts';
import alb502Vs504Targets from './alb-502-vs-504-targets/scenario.ts';
import albInPrivateSubnets from './alb-in-private-subnets/scenario.ts';
import albMisroutedListenerRule from './alb-misrouted-listener-rule/scenario.ts';
import asymmetricPathSynAckDropped from './asymmetric-path-syn-ack-dropped/scenario.ts';
import naclSynAckDropped from './nacl-syn-ack-dropped/scenario.ts';
import natGatewayInPrivateSubnet from './nat-gateway-in-private-subnet/scenario.ts';
import privateSubnetNoNat from './private-subnet-no-nat/scenario.ts';
import publicSubnetMissingIgwRoute from './public-subnet-missing-igw-route/scenario.ts';
import s3GatewayEndpointRouteMissing from './s3-gateway-endpoint-route-missing/scenario.ts';
import sgSynDropped from './sg-syn-dropped/scenario.ts';
import ssmInterfaceEndpointsUnreachable from './ssm-interface-endpoints-unreachable/scenario.ts';
import vpcPeeringOneWayRoute from './vpc-peering-one-way-route/scenario.ts';

/** Every case, in the order in which one learns from them. */
export const scenarios: readonly Scenario[] = [
  publicSubnetMissingIgwRoute,
  privateSubnetNoNat,
  natGatewayInPrivateSubnet,
  sgSynDropped,
  naclSynAckDropped,
  albMisroutedListenerRule,
  albInPrivateSubnets,
  alb502Vs504Targets,
  s3GatewayEndpointRouteMissing,
  ssmInterfaceEndpointsUnreachable,
  vpcPeeringOneWayRoute,
  asymmetricPathSynAckDropped,
];

/** The case of that id; a BreakfixError lists the cases when there is none. */
export function findScenario(id: string): Scenario {
  const scenario = scenarios.find((one) => one.id === id);
  if (scenario) return scenario;
  const known = scenarios.map((one) => one.id).join(', ');
  throw new BreakfixError('UNKNOWN_SCENARIO', `there is no case ${id}`, `choose one of ${known}`, 64);
}
