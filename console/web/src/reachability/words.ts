import type {
  AnalysisAclRule,
  AnalysisComponent,
  AnalysisPacketHeader,
  AnalysisRouteTableRoute,
  AnalysisSecurityGroupRule,
  Explanation,
  PathComponent,
  PortRange,
  TransitGatewayRouteTableRoute,
} from '@aws-sdk/client-ec2';

const rangeText = ({ From, To }: PortRange): string => (From === To ? `${From}` : `${From}-${To}`);

const portsText = (ranges: readonly PortRange[] = []): string => ranges.map(rangeText).join(', ');

/** AWS names protocols by number in headers. https://www.iana.org/assignments/protocol-numbers/ */
const PROTOCOLS: Readonly<Record<string, string>> = { '-1': 'all', '6': 'tcp', '17': 'udp' };

const protocolText = (protocol = 'all'): string => PROTOCOLS[protocol] ?? protocol;

const MOST_BLOCKS = 3;

/** All of the internet but its private parts is many blocks. */
const blocksText = (blocks: readonly string[]): string => {
  const more = blocks.length - MOST_BLOCKS;
  return `${blocks.slice(0, MOST_BLOCKS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

const joined = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(' ');

const aclRuleText = ({ Egress, RuleNumber, RuleAction, Protocol, PortRange, Cidr }: AnalysisAclRule): string =>
  joined(
    `${Egress ? 'Outbound' : 'Inbound'} rule ${RuleNumber}:`,
    RuleAction,
    protocolText(Protocol),
    PortRange && rangeText(PortRange),
    Cidr,
  );

const groupRuleText = (rule: AnalysisSecurityGroupRule): string =>
  joined(
    `${rule.Direction === 'egress' ? 'Outbound' : 'Inbound'} rule:`,
    protocolText(rule.Protocol),
    rule.PortRange && rangeText(rule.PortRange),
    rule.Cidr ?? rule.SecurityGroupId ?? rule.PrefixListId,
  );

/** A route holds its destination, its state and one target. */
function routeText({ DestinationCidr, DestinationPrefixListId, State, Origin: _, ...target }: AnalysisRouteTableRoute) {
  const state = State === 'blackhole' ? ' (blackhole)' : '';
  return `Route: ${DestinationCidr ?? DestinationPrefixListId} → ${Object.values(target).find(Boolean)}${state}`;
}

const transitRouteText = ({ DestinationCidr, AttachmentId, State }: TransitGatewayRouteTableRoute): string =>
  `Route: ${DestinationCidr} → ${AttachmentId ?? State}`;

export const headerText = (header: AnalysisPacketHeader): string => {
  const { SourceAddresses = [], SourcePortRanges, DestinationAddresses = [], DestinationPortRanges } = header;
  const side = (addresses: readonly string[], ranges: readonly PortRange[] | undefined) =>
    `${blocksText(addresses)}${ranges?.length ? ` port ${portsText(ranges)}` : ''}`;
  return joined(
    header.Protocol && `${protocolText(header.Protocol)}:`,
    side(SourceAddresses, SourcePortRanges),
    '→',
    side(DestinationAddresses, DestinationPortRanges),
  );
};

/** What a component did with the packets: by which of its rules or routes it let them on. */
export function ruleLines(component: PathComponent | Explanation): string[] {
  const { AclRule, RouteTableRoute, SecurityGroupRule, TransitGatewayRouteTableRoute } = component;
  return [
    ...(AclRule ? [aclRuleText(AclRule)] : []),
    ...(SecurityGroupRule ? [groupRuleText(SecurityGroupRule)] : []),
    ...(RouteTableRoute ? [routeText(RouteTableRoute)] : []),
    ...(TransitGatewayRouteTableRoute ? [transitRouteText(TransitGatewayRouteTableRoute)] : []),
  ];
}

/** `InternetGateway` as `Internet gateway`. */
const labelOf = (member: string): string => {
  const words = member.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** A fact of an explanation: resources that it points to, or a text. */
export interface Fact {
  readonly label: string;
  readonly components: readonly AnalysisComponent[];
  readonly text: string;
}

const isComponent = (value: unknown): value is AnalysisComponent =>
  typeof value === 'object' && value !== null && 'Id' in value;

/** Everything that an explanation names besides its code, in AWS's own words for it. */
export function factsOf(explanation: Explanation): Fact[] {
  const { ExplanationCode: _, PortRanges, ...rest } = explanation;
  const facts = Object.entries(rest).flatMap(([member, value]): Fact[] => {
    const components = [value].flat().filter(isComponent);
    const texts = [value].flat().filter((each) => typeof each === 'string' || typeof each === 'number');
    if (components.length + texts.length === 0) return [];
    return [{ label: labelOf(member), components, text: texts.join(', ') }];
  });
  const ports = PortRanges?.length ? [{ label: 'Ports', components: [], text: portsText(PortRanges) }] : [];
  const rules = ruleLines(explanation).map((text) => ({ label: 'Rule', components: [], text }));
  return [...facts, ...ports, ...rules];
}
