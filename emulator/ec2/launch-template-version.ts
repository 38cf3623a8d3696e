import type { LaunchTemplateVersion } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { LaunchTemplateRecord } from '../records.ts';
import { refuseMembers } from './dependency.ts';
import { describe } from './describe.ts';
import { invalid, KINDS, required } from './kind.ts';
import { templateOf, versionOf } from './launch-template-record.ts';
import type { Ec2Operations } from './operations.ts';

const MOST_VERSIONS = 200;

/** Those that a request names, or all; the newest first. */
function asked(
  template: LaunchTemplateRecord,
  names: readonly string[] | undefined,
  [least, most]: readonly [number, number],
): LaunchTemplateVersion[] {
  if (names?.length) {
    const versions = names.map((name) => versionOf(template, name));
    return versions.filter(
      ({ VersionNumber }, at) => versions.findIndex((v) => v.VersionNumber === VersionNumber) === at,
    );
  }
  return template.versions
    .filter(({ VersionNumber = 0 }) => VersionNumber >= least && VersionNumber <= most)
    .map(({ VersionNumber }) => versionOf(template, String(VersionNumber)))
    .reverse();
}

function boundary(text: string | undefined, parameter: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (/^\d+$/.test(text)) return Number(text);
  throw invalid(`Value (${text}) for parameter ${parameter} is invalid.`);
}

export const operations = {
  /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html */
  DescribeLaunchTemplateVersions(region, input) {
    refuseMembers('DescribeLaunchTemplateVersions', input, ['ResolveAlias']);
    const one = input.LaunchTemplateId || input.LaunchTemplateName;
    const range = [
      boundary(input.MinVersion, 'MinVersion', 1),
      boundary(input.MaxVersion, 'MaxVersion', Number.POSITIVE_INFINITY),
    ] as const;
    if (range[0] > range[1]) throw invalid('MinVersion cannot be greater than MaxVersion.');
    if (!one && (!input.Versions?.length || input.Versions.some((each) => !/^\$(Latest|Default)$/.test(each)))) {
      throw new AwsError(
        'MissingParameter',
        'Without a launch template, the versions to describe must be $Latest or $Default.',
      );
    }
    const templates = one ? [templateOf(region, input)] : region.launchTemplates.values();
    const versions = templates.flatMap((template) => asked(template, input.Versions, range));
    const { page, NextToken } = describe(versions, input, {
      ...KINDS.launchTemplates,
      idOf: ({ VersionNumber }) => String(VersionNumber),
      filters: {
        'create-time': ({ CreateTime }) => [CreateTime?.toISOString()],
        'ebs-optimized': ({ LaunchTemplateData }) => [LaunchTemplateData?.EbsOptimized],
        'http-endpoint': ({ LaunchTemplateData }) => [LaunchTemplateData?.MetadataOptions?.HttpEndpoint],
        'http-tokens': ({ LaunchTemplateData }) => [LaunchTemplateData?.MetadataOptions?.HttpTokens],
        'iam-instance-profile': ({ LaunchTemplateData }) => [LaunchTemplateData?.IamInstanceProfile?.Arn],
        'image-id': ({ LaunchTemplateData }) => [LaunchTemplateData?.ImageId],
        'instance-type': ({ LaunchTemplateData }) => [LaunchTemplateData?.InstanceType],
        'is-default-version': ({ DefaultVersion }) => [DefaultVersion],
        'kernel-id': ({ LaunchTemplateData }) => [LaunchTemplateData?.KernelId],
        'ram-disk-id': ({ LaunchTemplateData }) => [LaunchTemplateData?.RamDiskId],
      },
      pageSize: [1, MOST_VERSIONS],
    });
    return { LaunchTemplateVersions: page, NextToken };
  },

  /** The default version cannot go; those that cannot stop none of the others. */
  DeleteLaunchTemplateVersions(region, input) {
    const template = templateOf(region, input);
    const { LaunchTemplateId = '', LaunchTemplateName, DefaultVersionNumber, versions } = template;
    required(input.Versions?.[0], 'LaunchTemplateVersion');
    const names = [...new Set(input.Versions)];
    if (names.length > MOST_VERSIONS) throw invalid(`At most ${MOST_VERSIONS} versions can be named.`);
    const itemOf = (VersionNumber: number) => ({ LaunchTemplateId, LaunchTemplateName, VersionNumber });
    const isThere = (name: string) => versions.some(({ VersionNumber }) => String(VersionNumber) === name);
    const isDefault = (name: string) => name === String(DefaultVersionNumber);
    const doomed = names.filter((name) => isThere(name) && !isDefault(name)).map(Number);
    region.launchTemplates.update(LaunchTemplateId, (draft) => {
      draft.versions = draft.versions.filter(({ VersionNumber = 0 }) => !doomed.includes(VersionNumber));
      draft.LatestVersionNumber = draft.versions.at(-1)?.VersionNumber;
    });
    return {
      SuccessfullyDeletedLaunchTemplateVersions: doomed.map(itemOf),
      UnsuccessfullyDeletedLaunchTemplateVersions: names
        .filter((name) => !doomed.includes(Number(name)))
        .map((name) => ({
          ...itemOf(Number(name)),
          ResponseError: isDefault(name)
            ? { Code: 'unexpectedError', Message: 'You cannot delete the default version of a launch template.' }
            : { Code: 'launchTemplateVersionDoesNotExist', Message: `Version ${name} does not exist.` },
        })),
    };
  },
} satisfies Ec2Operations;
