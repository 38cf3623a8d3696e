/**
 * The explanation codes of VPC Reachability Analyzer that the walk can give, so that a learner can look them up.
 * https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
 */
export const REACHABILITY_CODES = {
  BAD_STATE: 'component not functional',
  BAD_STATE_ATTACHMENT: 'attachment between two components not functional',
  BAD_STATE_ROUTE: 'route not functional (e.g. blackhole)',
  BAD_STATE_VPN: 'VPN connection not functional',
  CANNOT_ROUTE: "route's CIDR / prefix list does not match the packet's destination",
  ELB_ACL_RESTRICTION: 'Classic LB applies NACLs outbound even to a target in its own subnet',
  ELB_INSTALLED_AZ_RESTRICTION: 'LB can send only to targets in AZs enabled for the LB',
  ELB_LISTENER_PORT_RESTRICTION: 'Classic LB listener: only listener port in, only instance port out',
  ELB_LISTENERS_MISMATCH: 'Classic LB has no listener accepting the traffic',
  ELB_NOT_CROSSZONE: 'cross-zone off, target is in another AZ',
  ELBV2_LISTENER_HAS_NO_TG: "listener's target groups have no targets",
  ELBV2_LISTENER_PORT_RESTRICTION: 'listener needs the specified destination port',
  ELBV2_LISTENER_REQUIRES_TG_ACCEPT: 'no target group of this listener accepts the traffic',
  ELBV2_LISTENERS_MISMATCH: 'LB has no listener accepting the traffic',
  ELBV2_NO_TARGETS_IN_AZ: 'no targets in the given AZs',
  ELBV2_SOURCE_ADDRESS_PRESERVATION: 'NLB with client-IP preservation keeps the source address',
  ENI_ADDRESS_RESTRICTION: 'ENI only passes traffic whose src/dst is its private IP',
  ENI_SG_RULES_MISMATCH: 'no SG rule (in/out) applies',
  ENI_SOURCE_DEST_CHECK_RESTRICTION: "source/dest check rejects a packet not from/to this ENI's IPs",
  FIREWALL_RULES_RESTRICTION: 'blocked by a Network Firewall rule',
  GATEWAY_REJECTS_SPOOFED_TRAFFIC:
    'gateway rejects spoofed source from the VPC (older/third-party name IGW_REJECTS_SPOOFED_TRAFFIC)',
  GWLB_DESTINATION_PORT_RESTRICTION: 'GWLB<->target needs dst port 6081',
  GWLB_PROTOCOL_RESTRICTION: 'GWLB<->target is GENEVE over UDP',
  HIGHER_PRIORITY_ROUTE: 'another route with the same CIDR has higher priority',
  IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS: 'IGW accepts (ingress) only destinations inside the VPC CIDRs',
  IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS: 'IGW drops egress to RFC1918',
  IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS: 'IGW drops egress to 100.64/10',
  IGW_NAT_REFLECTION: 'path would pass THROUGH an IGW; not supported, split into two analyses',
  IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: 'ingress destination is not the public IP of an attached ENI in the VPC',
  IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS: 'egress source has no public IP / is not an attached ENI of the VPC',
  IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS: 'IGW drops ingress from RFC1918',
  IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS: 'IGW drops ingress from 100.64/10',
  INGRESS_RTB_NO_PUBLIC_IP: 'middlebox behind a gateway route table has no public IP',
  INGRESS_RTB_TRAFFIC_REDIRECTION: 'ingress route table redirects; subnet cannot use its direct IGW route',
  MORE_SPECIFIC_ROUTE: 'a more specific route wins',
  NGW_DEST_ADDRESS_PRESERVATION: 'NAT GW never alters the destination',
  NGW_REQUIRES_SOURCE_IN_VPC: 'NAT GW only takes traffic from ENIs of its own VPC (not peering/VPN/DX)',
  NGW_SOURCE_ADDRESS_REASSIGN: 'NAT GW rewrites source to its private IP',
  NO_POSSIBLE_DESTINATION: 'component cannot deliver to any destination, or it left for another account/Region',
  NO_ROUTE_TO_DESTINATION: 'route table has no applicable route',
  PCX_REQUIRES_ADDRESS_IN_VPC_CIDR: "peering passes only if dst/src lies in the destination VPC's CIDR",
  PROTOCOL_RESTRICTION: 'component accepts only certain protocols',
  REGIONAL_NGW_ROUTE_AZ_RESTRICTION: 'regional NAT GW is not present in the source AZ',
  REMAP_EPHEMERAL_PORT: 'NAT GW / LB remaps the source port to 1024-65535',
  SG_HAS_NO_RULES: 'SG has no in/out rules',
  SG_REFERENCES_NOT_PRESERVED: 'component drops SG identity, so SG-referencing rules cannot match',
  SG_REFERENCING_SUPPORT: 'TGW attachment has SG referencing disabled',
  SUBNET_ACL_RESTRICTION: 'NACL does not admit the traffic',
  TARGET_ADDRESS_RESTRICTION: "LB routes only to its targets' addresses",
  TARGET_PORT_RESTRICTION: 'LB routes only to the registered port',
  TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION: 'attachment has no valid TGW route-table association',
  TGW_ATTACH_VPC_AZ_RESTRICTION: 'AZ affinity (default) / flow AZ pinning (appliance mode) forbids this ENI',
  TGW_BAD_STATE_VPN: 'VPN non-functional',
  TGW_ROUTE_AZ_RESTRICTION: 'VPC attachment has no subnet in the source AZ',
  TGW_RTB_BAD_STATE_ROUTE: 'TGW route in a bad state (blackhole)',
  TGW_RTB_CANNOT_ROUTE: 'TGW route does not match the destination',
  TGW_RTB_HIGHER_PRIORITY_ROUTE: 'same-CIDR TGW route with higher priority',
  TGW_RTB_MORE_SPECIFIC_ROUTE: 'more specific TGW route',
  TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT: 'TGW route table has no route to the attachment',
  TGW_RTB_ROUTES_ARE_UNKNOWN: 'routes not readable (error / other account)',
  UNKNOWN_DESTINATION: 'not enough information on the destination',
  UNKNOWN_PEERED_SGS: 'peer VPC unknown, SG references treated as deny',
  UNKNOWN_RESOURCE: 'cannot describe this resource',
  VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS: 'VGW: source is not an attached ENI in the VPC',
  VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: 'VGW: destination is not the private IP of an attached ENI',
  VPC_BLOCK_PUBLIC_ACCESS_ENABLED: 'VPC BPA blocks Internet traffic',
  VPC_LOCAL_ROUTE_CIDR_RESTRICTION: 'local route only for destinations inside the VPC CIDR',
  VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION: 'gateway endpoint emits only from its prefix-list CIDRs',
  VPCE_GATEWAY_PROTOCOL_RESTRICTION: 'gateway endpoint: TCP or ICMP echo only',
  VPCE_INTRA_VPC_TRAFFIC: 'endpoint cannot initiate into its own VPC (analyse reverse)',
  VPCE_SERVICE_NOT_INSTALLED_IN_AZ: 'endpoint service not in this AZ',
  DISCONNECTED_VPCS: 'source and destination VPCs not connected by a supported resource',
  NO_PATH: 'no path (filter, isolated component, cannot initiate, unsupported feature e.g. IPv6)',
  NO_SOURCE_OR_DESTINATION: 'source or destination does not exist',
  UNASSOCIATED_COMPONENT: 'component not in a VPC of the account, or no ENI with IPv4',
  UNSUPPORTED_COMPONENT: 'component not supported',
} as const;

export type ReachabilityCode = keyof typeof REACHABILITY_CODES;

const OTHER_ROUTE = 'says why another route is not taken; the walk names the route that is';
const CLASSIC = 'Classic Load Balancers are not modelled';
const GATEWAY = 'what is behind a Gateway Load Balancer is not modelled: `UNSUPPORTED_COMPONENT`';
const ENDS = 'is said of the two ends before there is a path; the walk goes from the first and names where it stops';

/** Codes that no walk gives, and why not. */
export const NOT_PRODUCED = {
  CANNOT_ROUTE: OTHER_ROUTE,
  ELB_ACL_RESTRICTION: CLASSIC,
  ELB_LISTENER_PORT_RESTRICTION: CLASSIC,
  ELB_LISTENERS_MISMATCH: CLASSIC,
  ELBV2_LISTENER_PORT_RESTRICTION:
    'says why one listener is not met; where none is, the walk gives `ELBV2_LISTENERS_MISMATCH`',
  ELBV2_LISTENER_REQUIRES_TG_ACCEPT:
    "AWS lets a listener forward only to groups of its own kind of protocol; the walk goes on to the group's targets",
  FIREWALL_RULES_RESTRICTION: 'Network Firewall is not modelled; its endpoints are `UNSUPPORTED_COMPONENT`',
  GWLB_DESTINATION_PORT_RESTRICTION: GATEWAY,
  GWLB_PROTOCOL_RESTRICTION: GATEWAY,
  HIGHER_PRIORITY_ROUTE: OTHER_ROUTE,
  IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS:
    "an address that is no interface's is `IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS`, and every interface's is in its VPC",
  IGW_NAT_REFLECTION: 'the walk goes out by an internet gateway and in again; Reachability Analyzer cannot',
  MORE_SPECIFIC_ROUTE: OTHER_ROUTE,
  NGW_DEST_ADDRESS_PRESERVATION:
    'says why a NAT gateway does not lead to another destination; the walk follows the one that is asked for',
  REGIONAL_NGW_ROUTE_AZ_RESTRICTION:
    'until a regional NAT gateway has grown into a zone, another zone serves it, so that the packet passes',
  REMAP_EPHEMERAL_PORT: 'the walk sends on from all of the ports 1024 to 65535, and names what drops some of them',
  TARGET_PORT_RESTRICTION: "says why a load balancer does not send to another port; the walk sends to the target's own",
  TGW_ATTACH_VPC_AZ_RESTRICTION:
    'says why a packet does not come out in another zone; the walk takes the zone that it comes out in',
  TGW_RTB_CANNOT_ROUTE: OTHER_ROUTE,
  TGW_RTB_HIGHER_PRIORITY_ROUTE: OTHER_ROUTE,
  TGW_RTB_MORE_SPECIFIC_ROUTE: OTHER_ROUTE,
  VPC_LOCAL_ROUTE_CIDR_RESTRICTION: OTHER_ROUTE,
  VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION:
    'what comes to a gateway endpoint is for an address of its prefix list, and is answered from there',
  VPCE_SERVICE_NOT_INSTALLED_IN_AZ:
    'the zones of an endpoint service are not among the facts of an account that uses it',
  DISCONNECTED_VPCS: ENDS,
  NO_PATH: 'stands for whatever has no code of its own; each hop that drops has one',
  NO_SOURCE_OR_DESTINATION: 'an end that does not exist is an error: nothing is walked',
  UNASSOCIATED_COMPONENT: ENDS,
} as const satisfies Partial<Record<ReachabilityCode, string>>;
