import { AwsError } from '../error.ts';
import type { CloudFormationResource } from '../records.ts';
import type { ResourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { type RecordKind, recordOf, recordsOf, recordType } from './record-type.ts';
import { ResourceError } from './resource-error.ts';

const ZONE = 'AWS::Route53::HostedZone';
const RECORD_SET = 'AWS::Route53::RecordSet';

interface ZoneProperties {
  Name: string;
  VPCs?: { VPCId: string; VPCRegion: string }[];
}

interface RecordSetProperties {
  Name: string;
  Type: string;
  HostedZoneId?: string;
  HostedZoneName?: string;
  TTL?: string;
  ResourceRecords?: string[];
  AliasTarget?: object;
  SetIdentifier?: string;
}

/** Route 53 takes a domain name with or without the final dot. */
const absolute = (name: string) => `${name.replace(/\.$/, '')}.`.toLowerCase();

const idOf = ({ uniqueId }: CloudFormationResource) => `Z${uniqueId}`;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-hostedzone.html */
const zone: RecordKind<ZoneProperties> = {
  name: () => undefined,
  longest: 1024,
  allowed: /./,
  invalidName: 'InvalidDomainName',
  check(region, { Name, VPCs = [] }, id) {
    if (VPCs.length === 0) {
      throw new ResourceError('The local AWS does not emulate public hosted zones: VPCs must name at least one VPC.');
    }
    for (const { VPCId, VPCRegion } of VPCs) {
      if (VPCRegion !== region.name || !region.vpcs.get(VPCId)) {
        throw new AwsError(
          'InvalidVPCId',
          `The VPC ${VPCId} in region ${VPCRegion} that you provided is not authorized to make the association.`,
        );
      }
      const other = zonesOf(region, VPCId).find(
        (each) => absolute(nameOf(each)) === absolute(Name) && idOf(each) !== id,
      );
      if (!other) continue;
      throw new AwsError(
        'ConflictingDomainExists',
        `The VPC ${VPCId} in region ${VPCRegion} has already been associated with the hosted zone ${idOf(other)} with the same domain name.`,
      );
    }
  },
  duplicate: { code: 'HostedZoneAlreadyExists', message: (name) => `A hosted zone ${name} has already been created` },
  id: idOf,
  attributes: (record) => ({ Id: idOf(record) }),
};

const nameOf = ({ properties }: CloudFormationResource) => String(properties.Name);

const zonesOf = (region: Region, vpcId: string) =>
  recordsOf(region, ZONE).filter(({ properties }) =>
    (properties as unknown as ZoneProperties).VPCs?.some((each) => each.VPCId === vpcId),
  );

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html */
const recordSet: RecordKind<RecordSetProperties> = {
  name: ({ Name }) => Name,
  key: ({ Name, Type, HostedZoneId, HostedZoneName, SetIdentifier }) =>
    [absolute(Name), Type, HostedZoneId ?? HostedZoneName, SetIdentifier].join(' '),
  longest: 2048,
  allowed: /./,
  invalidName: 'InvalidChangeBatch',
  check(region, properties) {
    const found = zoneNamed(region, properties);
    const [name, domain] = [absolute(properties.Name), absolute(nameOf(found))];
    if (name !== domain && !name.endsWith(`.${domain}`)) {
      throw new AwsError('InvalidChangeBatch', `[RRSet with DNS name ${name} is not permitted in zone ${domain}]`);
    }
    if ((properties.AliasTarget === undefined) === !properties.ResourceRecords?.length) {
      throw new AwsError(
        'InvalidInput',
        'Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found none or several',
      );
    }
  },
  duplicate: {
    code: 'InvalidChangeBatch',
    message: (name, { Type }) =>
      `[Tried to create resource record set [name='${absolute(name)}', type='${Type}'] but it already exists]`,
  },
};

function zoneNamed(region: Region, { HostedZoneId, HostedZoneName }: RecordSetProperties): CloudFormationResource {
  if ((HostedZoneId === undefined) === (HostedZoneName === undefined)) {
    throw new ResourceError('Invalid request: Expected exactly one of [HostedZoneId, HostedZoneName]');
  }
  const found =
    recordOf(region, ZONE, HostedZoneId) ??
    recordsOf(region, ZONE).find((each) => absolute(nameOf(each)) === absolute(HostedZoneName ?? ''));
  if (found) return found;
  throw HostedZoneId === undefined
    ? new ResourceError(`No hosted zones named ${absolute(HostedZoneName ?? '')} found`)
    : new AwsError('NoSuchHostedZone', `No hosted zone found with ID: ${HostedZoneId}`, 404);
}

export const route53Types: Readonly<Record<string, ResourceType>> = {
  [ZONE]: recordType(ZONE, zone),
  [RECORD_SET]: recordType(RECORD_SET, recordSet),
};
