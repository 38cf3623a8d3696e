import type { Way } from '../../network/security-group.ts';

const fromOrTo = (way: Way) => (way === 'ingress' ? 'from' : 'to');

const ends = {
  internet: 'the internet',
  service: (name: string) => `AWS service ${name}`,
  anyPort: 'any port',
  all: (names: readonly string[]) => names.join(' and '),
};

const untold = {
  cannotTell: (why: string) => `cannot tell: ${why}`,
  failed: (command: string) => `aws ${command} failed`,
  notFollowed: 'the path could not be followed',
  notRead: 'not read',
  policyHasConditions: 'the policy of an endpoint has conditions',
  rulesUnread: 'the rules of a group could not be read',
  routeTableUnread: 'a route table could not be read',
  itsRouteTableUnread: 'its route table could not be read',
  aclsUnread: 'network ACLs could not be read',
  healthUnread: 'target health could not be read',
  healthChecksRun: 'its health checks have not finished',
  notActive: 'the load balancer is not active yet',
  unpriced: (cost: string, names: string) => `it costs ${cost} without ${names}, whose price is not on our list`,
  missing: (names: string, role: string) =>
    `there is no ${names} in the lab; a replacement needs the tag lab:role=${role}`,
};

const flow = {
  reaches: (from: string, to: string, service: string) => `${from} reaches ${to} on ${service}`,
  blocked: (from: string, to: string, service: string) => `${from} does not reach ${to} on ${service}`,
  passes: (direction: 'forward' | 'return', from: string, to: string, via: string) =>
    direction === 'forward'
      ? `traffic from ${from} to ${to} passes through ${via}`
      : `answers from ${to} to ${from} pass through ${via}`,
  connects: 'connects',
  connectsOn: (port: string) => (port === 'any' ? 'connects on any port' : `connects on port ${port}`),
  nothingPasses: 'nothing gets through',
  allPass: 'every filter on the way lets it through',
  passedThrough: (via: string) => `passes through ${via}`,
  unseen: (via: string) => `${via} sees nothing of it`,
  elsewhere: (component: string, why: string) => `${component} sends it another way: ${why}`,
  timesOut: 'times out',
  timesOutForSome: 'times out for some client ports or addresses, connects for others',
  timesOutAtRandom: 'times out at random, connects otherwise',
  drops: (component: string, packet: 'forward' | 'return', destination: string, port: string, why: string) =>
    `${component} drops ${packet === 'forward' ? 'the packet' : 'the answer'} to ${destination} port ${port}${why ? `: ${why}` : ''}`,
};

const permission = {
  admits: (host: string, service: string, way: Way, peer: string) =>
    `the security groups of ${host} allow ${service} ${fromOrTo(way)} ${peer}`,
  refuses: (host: string, service: string, way: Way, peer: string) =>
    `the security groups of ${host} do not allow ${service} ${fromOrTo(way)} ${peer}`,
  hides: (endpoint: string, service: string, way: Way, peer: string) =>
    `the endpoints of ${endpoint} do not allow ${service} ${fromOrTo(way)} ${peer}`,
  aclDenies: (subnet: string, service: string, way: Way, peer: string) =>
    `the network ACL that filters ${subnet} denies ${service} ${fromOrTo(way)} ${peer}`,
  namesPorts: (way: Way, host: string) =>
    `the ${way === 'ingress' ? 'inbound' : 'outbound'} rules of ${host} name the ports that are needed`,
  allowed: 'allowed',
  notAllAllowed: 'not allowed, or not all of it',
  partAllowed: 'at least a part of it is allowed',
  notAllowed: 'not allowed',
  mostPorts: 'they allow most ports',
  portsNamed: 'they do',
  partPasses: 'it lets at least a part of it through',
  denied: 'denied',
};

const house = {
  noShell: 'nothing in the lab gives the internet a shell (ports 22 and 3389)',
  getsIn: 'the internet gets in',
  staysOut: 'it does not',
  fewPorts: 'no security group opens all ports to more than one subnet, one address or one group',
  oneOpens: 'one does',
  noneOpens: 'none does',
};

const placement = {
  private: (name: string) => `${name} stays private`,
  routedOut: 'it is routed to the internet directly',
  notRoutedOut: 'no route to an internet gateway',
  inSubnet: (host: string, subnet: string) => `${host} is in ${subnet}`,
  isThere: 'it is',
  isIn: (subnet: string) => `it is in ${subnet}`,
  routesFor: (blocks: string) => `routes to other networks are for ${blocks} only`,
  routeWider: 'one is for more than that',
  routesNarrow: 'so they are',
  hasProfile: (host: string) => `${host} has an instance profile`,
  hasIt: 'it has',
  hasNone: 'it has none',
  noPublicAddress: (host: string) => `${host} has no public address`,
  has: (addresses: string) => `it has ${addresses}`,
  aclFilters: (acl: string, places: string) => `network ACL ${acl} filters ${places}`,
  filters: 'it does',
  otherFilters: (acl: string) => `another one does: ${acl}`,
  perHour: (usd: string) => `$${usd} per hour`,
  costsAtMost: (cost: string) => `the set-up costs at most ${cost}`,
};

const balancing = {
  answered: (requests: readonly string[], host: string) =>
    `${requests.join(', ')} ${requests.length > 1 ? 'are' : 'is'} answered by ${host}`,
  isAnswered: 'so it is',
  noListener: (request: string, port: number) => `${request}: nothing answers on port ${port}`,
  ruleTakes: (priority: string, listener: string) => `rule ${priority} of ${listener} takes it`,
  noHost: (request: string) => `${request} gets no answer from any host`,
  answers: (hosts: string) => `${hosts} answers`,
  answersPart: (hosts: string) => `${hosts} answers a part of them`,
  noTargets: (group: string) => `${group} has no targets`,
  otherTargets: (group: string) => `${group} has other targets too`,
  targetsRefuse: (group: string) => `the targets of ${group} refuse the connections: nothing listens on that port`,
  noNodeReaches: (group: string) => `no node of the load balancer reaches a target of ${group}`,
  noTargetInZone: (group: string) =>
    `a node of the load balancer has no target of ${group} in its zone, and cross-zone is off`,
  atSomeAddresses: (status: string) => `${status} at some addresses of the load balancer`,
  healthy: (group: string) => `${group} has a healthy target`,
  allHealthy: (group: string) => `all targets of ${group} are healthy`,
  hasHealthy: 'it has',
  targetsAre: (states: string) => `its targets are ${states}`,
  hasNoTargets: 'it has no targets',
  facesInternet: (balancer: string) => `${balancer} faces the internet in at least two zones`,
  faces: 'it does',
  internal: 'it is an internal one',
  oneZone: 'it is in one zone only',
  noGatewayRoute: (subnet: string) => `${subnet} has no route to an internet gateway`,
  probes: (group: string) => `the health check of ${group} tells whether the application answers`,
  tells: 'it does',
  turnedOff: 'it is turned off',
  asksNothing: 'it opens a connection and asks nothing',
  asksPort: (port: number) => `it asks port ${port}`,
  asksPath: (path: string) => `it asks for ${path}`,
  takesForHealthy: (status: string) => `it takes ${status} for healthy`,
};

const endpoints = {
  uses: (host: string, service: string, resource: string) => `${host} uses ${service} for ${resource}`,
  policyDenies: (endpoint: string, action: string, resource: string) =>
    `the policy of ${endpoint} does not allow ${action} on ${resource}`,
  accessDenied: 'HTTP 403, access denied',
  isUsed: 'it does',
  refuse: (service: string, action: string, resource: string) =>
    `no endpoint of ${service} allows ${action} on ${resource}`,
  oneAllows: 'one does',
  noneAllows: 'none does',
  resolvesInside: (host: string, service: string) =>
    `at ${host}, the name of ${service} resolves to addresses inside the VPC`,
  resolves: 'it does',
  resolvesPublic: 'it resolves to public addresses',
};

/** Notes of hops are English as they are. */
const note = (said = '') => said;

/** What checks say, by kind of check. */
export const en = { note, ends, untold, flow, permission, house, placement, balancing, endpoints };
