import type { CreateNetworkAclEntryRequest, NetworkAcl, NetworkAclEntry } from '@aws-sdk/client-ec2';
import { formatCidr, parseCidr } from '../../lib/network/address.ts';
import { AwsError } from '../error.ts';
import { picked } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { find, invalid, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';

const LARGEST_NUMBER = 32766;
const PROTOCOLS: Record<string, string> = { all: '-1', icmp: '1', tcp: '6', udp: '17', icmpv6: '58' };

export const operations = {
  CreateNetworkAclEntry(region, input) {
    const acl = find(region, 'networkAcls', input.NetworkAclId);
    const entry = parseEntry(input);
    if (entryOf(acl, entry)) {
      throw new AwsError(
        'NetworkAclEntryAlreadyExists',
        `The network acl entry identified by ${entry.RuleNumber} already exists.`,
      );
    }
    const sameWay = (acl.Entries ?? []).filter((each) => each.Egress === entry.Egress);
    refuseBeyond(region, 'rules-per-network-acl', sameWay.length + 1, acl.NetworkAclId);
    putEntries(region, acl, [...(acl.Entries ?? []), entry]);
    return {};
  },

  ReplaceNetworkAclEntry(region, input) {
    const acl = find(region, 'networkAcls', input.NetworkAclId);
    const entry = parseEntry(input);
    const before = existing(acl, entry);
    putEntries(region, acl, [...(acl.Entries ?? []).filter((each) => each !== before), entry]);
    return {};
  },

  DeleteNetworkAclEntry(region, input) {
    const acl = find(region, 'networkAcls', input.NetworkAclId);
    const Egress = required(input.Egress, 'egress');
    const before = existing(acl, { RuleNumber: checkNumber(input.RuleNumber), Egress });
    putEntries(
      region,
      acl,
      (acl.Entries ?? []).filter((each) => each !== before),
    );
    return {};
  },
} satisfies Ec2Operations;

type Identity = Pick<NetworkAclEntry, 'RuleNumber' | 'Egress'>;

function entryOf(acl: NetworkAcl, { RuleNumber, Egress }: Identity): NetworkAclEntry | undefined {
  return acl.Entries?.find((each) => each.RuleNumber === RuleNumber && each.Egress === Egress);
}

function existing(acl: NetworkAcl, identity: Identity): NetworkAclEntry {
  const entry = entryOf(acl, identity);
  if (entry) return entry;
  throw new AwsError(
    'InvalidNetworkAclEntry.NotFound',
    `The network acl entry identified by ${identity.RuleNumber} does not exist`,
  );
}

function putEntries(region: Region, acl: NetworkAcl, entries: NetworkAclEntry[]): void {
  region.networkAcls.update(acl.NetworkAclId ?? '', (draft) => {
    draft.Entries = entries;
  });
}

function checkNumber(number: number | undefined): number {
  const RuleNumber = required(number, 'ruleNumber');
  if (Number.isInteger(RuleNumber) && RuleNumber >= 1 && RuleNumber <= LARGEST_NUMBER) return RuleNumber;
  throw invalid(
    `Value (${RuleNumber}) for parameter ruleNumber is invalid. Must be between 1 and ${LARGEST_NUMBER}, inclusive`,
  );
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html */
function parseEntry(input: Omit<CreateNetworkAclEntryRequest, 'NetworkAclId'>): NetworkAclEntry {
  const RuleNumber = checkNumber(input.RuleNumber);
  const Protocol = parseProtocol(required(input.Protocol, 'protocol'));
  const RuleAction = required(input.RuleAction, 'ruleAction');
  if (RuleAction !== 'allow' && RuleAction !== 'deny') {
    throw invalid(`Value (${RuleAction}) for parameter ruleAction is invalid. Valid values are 'allow' and 'deny'.`);
  }
  const Egress = required(input.Egress, 'egress');
  return { RuleNumber, Protocol, RuleAction, Egress, ...parseBlock(input), ...parsePorts(Protocol, input) };
}

function parseProtocol(protocol: string): string {
  const number = PROTOCOLS[protocol.toLowerCase()] ?? protocol;
  if (/^(-1|\d{1,3})$/.test(number) && Number(number) <= 255) return String(Number(number));
  throw invalid(`Invalid value '${protocol}' for IP protocol. Unknown protocol.`);
}

/** Host bits are cleared, as AWS does. */
function parseBlock({ CidrBlock, Ipv6CidrBlock }: Pick<NetworkAclEntry, 'CidrBlock' | 'Ipv6CidrBlock'>) {
  if (CidrBlock && Ipv6CidrBlock) {
    throw new AwsError('InvalidParameterCombination', 'The parameter cidrBlock cannot be used with ipv6CidrBlock');
  }
  const text = required(CidrBlock || Ipv6CidrBlock, 'cidrBlock');
  const block = parseCidr(text);
  if (block?.family !== (CidrBlock ? 4 : 6)) {
    throw invalid(
      `Value (${text}) for parameter ${CidrBlock ? 'cidrBlock' : 'ipv6CidrBlock'} is invalid. This is not a valid CIDR block.`,
    );
  }
  return { [CidrBlock ? 'CidrBlock' : 'Ipv6CidrBlock']: formatCidr(block) };
}

function parsePorts(protocol: string, { PortRange, IcmpTypeCode }: NetworkAclEntry): NetworkAclEntry {
  if (protocol === '6' || protocol === '17') {
    const { From, To } = PortRange ?? {};
    const [from, to] = [required(From, 'portRange.from'), required(To, 'portRange.to')];
    if (from < 0 || to > 65535 || from > to) {
      throw invalid(`Value (${from}-${to}) for parameter portRange is invalid. Invalid TCP/UDP port range.`);
    }
    return { PortRange: { From: from, To: to } };
  }
  if (protocol === '1' || protocol === '58') {
    const { Type, Code } = IcmpTypeCode ?? {};
    return { IcmpTypeCode: { Type: required(Type, 'icmpTypeCode.type'), Code: required(Code, 'icmpTypeCode.code') } };
  }
  return {};
}

interface EntryProperties {
  NetworkAclId: string;
  RuleNumber: number;
  Egress?: boolean;
  Protocol: number;
  RuleAction: NetworkAclEntry['RuleAction'];
  CidrBlock?: string;
  Ipv6CidrBlock?: string;
  Icmp?: NetworkAclEntry['IcmpTypeCode'];
  PortRange?: NetworkAclEntry['PortRange'];
}

const READABLE = ['RuleNumber', 'Egress', 'Protocol', 'RuleAction', 'CidrBlock', 'Ipv6CidrBlock', 'PortRange'] as const;

/** The same entry as EC2's own operations take it; inbound unless it says otherwise. */
const requestOf = ({ Icmp, Protocol, Egress = false, ...entry }: EntryProperties): CreateNetworkAclEntryRequest => {
  return { ...entry, Egress, Protocol: String(Protocol), IcmpTypeCode: Icmp };
};

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkaclentry.html */
  'AWS::EC2::NetworkAclEntry': resourceType<EntryProperties>({
    create(region, properties) {
      operations.CreateNetworkAclEntry(region, requestOf(properties));
      return [properties.NetworkAclId, properties.RuleNumber, properties.Egress ?? false].join('|');
    },
    update: (region, _id, properties) => void operations.ReplaceNetworkAclEntry(region, requestOf(properties)),
    delete(region, _id, { NetworkAclId, RuleNumber, Egress = false }) {
      const acl = region.networkAcls.get(NetworkAclId);
      if (!acl || !entryOf(acl, { RuleNumber, Egress })) return;
      operations.DeleteNetworkAclEntry(region, { NetworkAclId, RuleNumber, Egress });
    },
    attributes: (_region, id) => ({ Id: id }),
    read(region, _id, { NetworkAclId, RuleNumber, Egress = false }) {
      const acl = region.networkAcls.get(NetworkAclId);
      const entry = acl && entryOf(acl, { RuleNumber, Egress });
      return entry && { NetworkAclId, Icmp: entry.IcmpTypeCode, ...picked(entry, [...READABLE]) };
    },
  }),
};
