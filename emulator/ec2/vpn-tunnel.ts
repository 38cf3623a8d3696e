import { createHash, randomInt } from 'node:crypto';
import type { ModifyVpnTunnelOptionsSpecification, TunnelOption, VpnConnection } from '@aws-sdk/client-ec2';
import type { Region } from '../state.ts';
import { newPublicIp } from './allocation.ts';
import { blocksOf, canonical, covers, overlaps, parseCidr } from './cidr.ts';
import { invalid } from './kind.ts';

/** The smallest and largest value of each number, in the unit that its name tells. */
const RANGES = {
  Phase1LifetimeSeconds: [900, 28_800],
  Phase2LifetimeSeconds: [900, 3600],
  RekeyFuzzPercentage: [0, 100],
  ReplayWindowSize: [64, 2048],
  DPDTimeoutSeconds: [30, Number.MAX_SAFE_INTEGER],
} as const;

const CIPHERS = ['AES128', 'AES256', 'AES128-GCM-16', 'AES256-GCM-16'];
const HASHES = ['SHA1', 'SHA2-256', 'SHA2-384', 'SHA2-512'];
const GROUPS = [2, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24];

/** What each list may hold. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnTunnelOptionsSpecification.html */
const LISTS = {
  Phase1EncryptionAlgorithms: CIPHERS,
  Phase2EncryptionAlgorithms: CIPHERS,
  Phase1IntegrityAlgorithms: HASHES,
  Phase2IntegrityAlgorithms: HASHES,
  Phase1DHGroupNumbers: GROUPS,
  Phase2DHGroupNumbers: [5, ...GROUPS],
  IKEVersions: ['ikev1', 'ikev2'],
} as const satisfies Partial<Record<keyof ModifyVpnTunnelOptionsSpecification, readonly (string | number)[]>>;

const CHOICES = { DPDTimeoutAction: ['clear', 'none', 'restart'], StartupAction: ['add', 'start'] } as const;

const LINK_LOCAL = blocksOf(['169.254.0.0/16']);
const RESERVED = blocksOf([...[0, 1, 2, 3, 4, 5].map((third) => `169.254.${third}.0/30`), ...['169.254.169.252/30']]);

const wrong = (name: string, value: unknown) => invalid(`Value (${value}) for parameter ${name} is invalid.`);

/** Refuses options of a tunnel that AWS documents as impossible. */
function checkTunnel(options: ModifyVpnTunnelOptionsSpecification): void {
  for (const [name, [least, most]] of Object.entries(RANGES)) {
    const value = options[name as keyof typeof RANGES];
    if (value !== undefined && (value < least || value > most)) throw wrong(name, value);
  }
  for (const [name, allowed] of Object.entries(CHOICES)) {
    const value = options[name as keyof typeof CHOICES];
    if (value !== undefined && !(allowed as readonly string[]).includes(value)) throw wrong(name, value);
  }
  for (const [name, allowed] of Object.entries(LISTS)) {
    for (const { Value } of options[name as keyof typeof LISTS] ?? []) {
      if (Value === undefined || !(allowed as readonly (string | number)[]).includes(Value)) throw wrong(name, Value);
    }
  }
  const { Phase1LifetimeSeconds: first = 28_800, Phase2LifetimeSeconds: second = 3600 } = options;
  if (second >= first) throw wrong('Phase2LifetimeSeconds', second);
  const { RekeyMarginTimeSeconds: margin = 270 } = options;
  if (margin < 60 || margin > second / 2) throw wrong('RekeyMarginTimeSeconds', margin);
  checkKey(options.PreSharedKey);
  checkInside(options);
}

function checkKey(key: string | undefined): void {
  if (key !== undefined && !/^[A-Za-z1-9._][A-Za-z0-9._]{7,63}$/.test(key)) {
    throw invalid(
      'The pre-shared key is invalid. It must have 8 to 64 letters, digits, periods and underscores, and not start with zero.',
    );
  }
}

function checkInside({
  TunnelInsideCidr: ipv4,
  TunnelInsideIpv6Cidr: ipv6,
}: ModifyVpnTunnelOptionsSpecification): void {
  const block = parseCidr(ipv4);
  if (ipv4 !== undefined) {
    const fits = block?.family === 4 && block.length === 30 && LINK_LOCAL.some((each) => covers(each, block));
    if (!fits || RESERVED.some((each) => overlaps(each, block))) throw wrong('TunnelInsideCidr', ipv4);
  }
  if (ipv6 !== undefined) {
    const inside = parseCidr(ipv6);
    if (inside?.family !== 6 || inside.length !== 126 || !/^fd/i.test(ipv6)) throw wrong('TunnelInsideIpv6Cidr', ipv6);
  }
}

/** The inside blocks that the connections of the same gateway have. */
export const insideBlocks = (connections: readonly VpnConnection[]): string[] =>
  connections.flatMap((each) =>
    (each.Options?.TunnelOptions ?? []).flatMap(({ TunnelInsideCidr }) => TunnelInsideCidr ?? []),
  );

/**
 * A tunnel with the options that were asked for. A pre-shared key that was given is not kept: secrets stay out of the state,
 * and one that is made up is answered in its place.
 */
export function newTunnel(
  region: Region,
  connectionId: string,
  options: ModifyVpnTunnelOptionsSpecification,
  taken: readonly string[],
): TunnelOption {
  checkTunnel(options);
  const wanted = canonical(options.TunnelInsideCidr);
  if (wanted && taken.includes(wanted)) throw invalid(`TunnelInsideCidr ${wanted} is already in use.`);
  const OutsideIpAddress = newPublicIp(region);
  return {
    ...described(options),
    OutsideIpAddress,
    TunnelInsideCidr: wanted ?? freeInside(taken),
    PreSharedKey: keyOf(connectionId, OutsideIpAddress),
  };
}

/** A tunnel after a change of its options. */
export function changedTunnel(tunnel: TunnelOption, options: ModifyVpnTunnelOptionsSpecification): TunnelOption {
  checkTunnel(options);
  return { ...tunnel, ...described(options) };
}

/** The options under the names by which they are described, the secret left out. */
function described({
  PreSharedKey: _,
  DPDTimeoutSeconds,
  DPDTimeoutAction,
  IKEVersions,
  TunnelInsideCidr,
  ...same
}: ModifyVpnTunnelOptionsSpecification): TunnelOption {
  return {
    ...same,
    ...(TunnelInsideCidr !== undefined && { TunnelInsideCidr: canonical(TunnelInsideCidr) }),
    ...(DPDTimeoutSeconds !== undefined && { DpdTimeoutSeconds: DPDTimeoutSeconds }),
    ...(DPDTimeoutAction !== undefined && { DpdTimeoutAction: DPDTimeoutAction }),
    ...(IKEVersions !== undefined && { IkeVersions: IKEVersions }),
  };
}

function freeInside(taken: readonly string[]): string {
  for (;;) {
    const text = `169.254.${randomInt(6, 254)}.${4 * randomInt(0, 63)}/30`;
    const block = blocksOf([text]);
    if (!taken.includes(text) && !RESERVED.some((each) => overlaps(each, block[0]!))) return text;
  }
}

const keyOf = (connectionId: string, address: string): string =>
  `k${createHash('sha256').update(`${connectionId} ${address}`).digest('hex').slice(0, 31)}`;
