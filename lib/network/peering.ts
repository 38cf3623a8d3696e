import type {
  VpcPeeringConnection as PeeringFacts,
  VpcPeeringConnectionVpcInfo as SideFacts,
} from '@aws-sdk/client-ec2';
import { type AddressSet, addressSet, parseCidr } from './address.ts';

interface PeeringSide {
  readonly vpcId: string;
  readonly region: string | undefined;
  readonly addresses: AddressSet;
}

/** https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html */
export interface PeeringConnection {
  readonly id: string;
  readonly status: string;
  readonly active: boolean;
  readonly sides: readonly [PeeringSide, PeeringSide];
  /** References to the peer's security groups work within a Region. */
  readonly sameRegion: boolean;
}

export function interpretPeering(facts: PeeringFacts): PeeringConnection {
  const sides = [interpretSide(facts.RequesterVpcInfo), interpretSide(facts.AccepterVpcInfo)] as const;
  const status = facts.Status?.Code ?? 'active';
  const [a, b] = sides;
  return {
    id: facts.VpcPeeringConnectionId ?? '',
    status,
    active: status === 'active',
    sides,
    sameRegion: a.region === undefined || b.region === undefined || a.region === b.region,
  };
}

function interpretSide(facts: SideFacts = {}): PeeringSide {
  const blocks = [
    facts.CidrBlock,
    ...(facts.CidrBlockSet ?? []).map((each) => each.CidrBlock),
    ...(facts.Ipv6CidrBlockSet ?? []).map((each) => each.Ipv6CidrBlock),
  ];
  return {
    vpcId: facts.VpcId ?? '',
    region: facts.Region,
    addresses: addressSet(blocks.flatMap((block) => parseCidr(block ?? '') ?? [])),
  };
}
