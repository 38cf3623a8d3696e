export { blocked, passesThrough, reaches } from './flow.ts';
export { cidr } from './host.ts';
export { allHealthy, facesInternet, healthy, probesApplication, serves } from './load-balancing.ts';
export { aclDenies, admits, noAllPortsRule, refuses } from './permission.ts';
export { aclAssociated, costsAtMost, inSubnet, noPublicAddress, privateSubnet } from './placement.ts';
export { anyPort, tcp } from './service.ts';
