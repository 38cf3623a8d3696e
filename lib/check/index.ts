export { endpointsRefuse, resolvesToEndpoint, uses } from './aws-service.ts';
export { blocked, passesThrough, reaches } from './flow.ts';
export { cidr, service } from './host.ts';
export { allHealthy, facesInternet, healthy, probesApplication, serves } from './load-balancing.ts';
export { aclDenies, admits, endpointsHide, noAllPortsRule, refuses } from './permission.ts';
export {
  aclAssociated,
  costsAtMost,
  hasProfile,
  inSubnet,
  noPublicAddress,
  privateSubnet,
  routesAcrossOnly,
} from './placement.ts';
export { anyPort, tcp } from './service.ts';
