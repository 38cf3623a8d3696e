import type {
  ModifyTransitGatewayOptions,
  TransitGatewayOptions,
  TransitGatewayRequestOptions,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { type Cidr, cidrOf, formatCidr, overlaps, parseCidr } from './cidr.ts';
import { refuseMembers } from './dependency.ts';
import { invalid } from './kind.ts';
import { choice } from './transit-gateway-record.ts';

/** The options of a new transit gateway, those that the request leaves out as AWS sets them. */
export function newOptions(asked: TransitGatewayRequestOptions): TransitGatewayOptions {
  if (asked.MulticastSupport === 'enable') refuseMembers('CreateTransitGateway', asked, ['MulticastSupport']);
  return {
    AmazonSideAsn: checkAsn(asked.AmazonSideAsn ?? 64512),
    ...(asked.TransitGatewayCidrBlocks?.length && {
      TransitGatewayCidrBlocks: checkBlocks(asked.TransitGatewayCidrBlocks),
    }),
    AutoAcceptSharedAttachments: choice(asked.AutoAcceptSharedAttachments, 'AutoAcceptSharedAttachments', 'disable'),
    DefaultRouteTableAssociation: choice(asked.DefaultRouteTableAssociation, 'DefaultRouteTableAssociation', 'enable'),
    DefaultRouteTablePropagation: choice(asked.DefaultRouteTablePropagation, 'DefaultRouteTablePropagation', 'enable'),
    VpnEcmpSupport: choice(asked.VpnEcmpSupport, 'VpnEcmpSupport', 'enable'),
    DnsSupport: choice(asked.DnsSupport, 'DnsSupport', 'enable'),
    SecurityGroupReferencingSupport: choice(
      asked.SecurityGroupReferencingSupport,
      'SecurityGroupReferencingSupport',
      'disable',
    ),
    MulticastSupport: choice(asked.MulticastSupport, 'MulticastSupport', 'disable'),
  };
}

/** The options after a change. */
export function changedOptions(now: TransitGatewayOptions, asked: ModifyTransitGatewayOptions): TransitGatewayOptions {
  refuseMembers('ModifyTransitGateway', asked, ['EncryptionSupport']);
  const removed = asked.RemoveTransitGatewayCidrBlocks ?? [];
  const kept = (now.TransitGatewayCidrBlocks ?? []).filter((each) => !removed.includes(each));
  const blocks = checkBlocks([...kept, ...(asked.AddTransitGatewayCidrBlocks ?? [])]);
  const { TransitGatewayCidrBlocks: _, ...options } = now;
  return {
    ...options,
    ...(blocks.length > 0 && { TransitGatewayCidrBlocks: blocks }),
    ...defaultTable(now, asked, 'Association'),
    ...defaultTable(now, asked, 'Propagation'),
    AmazonSideAsn: checkAsn(asked.AmazonSideAsn ?? now.AmazonSideAsn ?? 0),
    AutoAcceptSharedAttachments: choice(
      asked.AutoAcceptSharedAttachments,
      'AutoAcceptSharedAttachments',
      now.AutoAcceptSharedAttachments ?? 'disable',
    ),
    VpnEcmpSupport: choice(asked.VpnEcmpSupport, 'VpnEcmpSupport', now.VpnEcmpSupport ?? 'enable'),
    DnsSupport: choice(asked.DnsSupport, 'DnsSupport', now.DnsSupport ?? 'enable'),
    SecurityGroupReferencingSupport: choice(
      asked.SecurityGroupReferencingSupport,
      'SecurityGroupReferencingSupport',
      now.SecurityGroupReferencingSupport ?? 'disable',
    ),
  };
}

/** The switch and the table go together: enabling names the table, and a table is named only while it is enabled. */
function defaultTable(
  now: TransitGatewayOptions,
  asked: ModifyTransitGatewayOptions,
  what: 'Association' | 'Propagation',
): TransitGatewayOptions {
  const [flag, id] = [`DefaultRouteTable${what}`, `${what}DefaultRouteTableId`] as const;
  const value = choice(asked[flag], flag, now[flag] ?? 'disable');
  const wrong = asked[id] ? value === 'disable' : asked[flag] === 'enable' && now[flag] !== 'enable';
  if (wrong) {
    throw new AwsError('InvalidParameterCombination', `${value} ${flag} conflicts with ${id} ${asked[id] ?? 'null'}`);
  }
  return { [flag]: value, [id]: value === 'enable' ? (asked[id] ?? now[id]) : undefined };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRequestOptions.html: a private ASN of 16 or 32 bits */
function checkAsn(asn: number): number {
  if ((asn >= 64_512 && asn <= 65_534) || (asn >= 4_200_000_000 && asn <= 4_294_967_294)) return asn;
  throw invalid(
    `Value (${asn}) for parameter AmazonSideAsn is invalid. It must be from 64512 to 65534 or from 4200000000 to 4294967294.`,
  );
}

const LINK_LOCAL = parseCidr('169.254.0.0/16')!;

/** https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html#tgw-cidr-blocks: /24 or larger for IPv4, /64 for IPv6 */
function checkBlocks(texts: readonly string[]): string[] {
  return texts.map((text) => {
    const block = cidrOf(text, 'TransitGatewayCidrBlocks');
    const smallest = block.family === 4 ? 24 : 64;
    if (prefixOf(block) > smallest || overlaps(block, LINK_LOCAL)) {
      throw invalid(`Value (${text}) for parameter TransitGatewayCidrBlocks is invalid.`);
    }
    return formatCidr(block);
  });
}

const prefixOf = (block: Cidr) => Number(formatCidr(block).split('/')[1]);
