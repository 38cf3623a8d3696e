import type { LaunchTemplateSpecification, LaunchTemplateVersion } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { LaunchTemplateRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { find, required } from './kind.ts';

type Named = Pick<LaunchTemplateSpecification, 'LaunchTemplateId' | 'LaunchTemplateName'>;

/** The template that a request names, by id or by name but not by both. */
export function templateOf(region: Region, { LaunchTemplateId, LaunchTemplateName }: Named): LaunchTemplateRecord {
  if (LaunchTemplateId && LaunchTemplateName) {
    throw new AwsError(
      'InvalidParameterCombination',
      'You must specify either the launch template ID or the launch template name, but not both.',
    );
  }
  if (!LaunchTemplateName) return find(region, 'launchTemplates', LaunchTemplateId);
  const template = region.launchTemplates.find((each) => each.LaunchTemplateName === LaunchTemplateName);
  if (template) return template;
  throw new AwsError(
    'InvalidLaunchTemplateName.NotFoundException',
    `The specified launch template, with template name ${LaunchTemplateName}, does not exist.`,
  );
}

/** The version of this number, or `$Latest` or `$Default`, which is also what is meant by none. */
export function versionOf(template: LaunchTemplateRecord, asked = '$Default'): LaunchTemplateVersion {
  const number = numberOf(template, asked);
  const version = template.versions.find(({ VersionNumber }) => String(VersionNumber) === number);
  if (version) return { ...version, DefaultVersion: version.VersionNumber === template.DefaultVersionNumber };
  throw new AwsError(
    'InvalidLaunchTemplateId.VersionNotFound',
    `Could not find the specified version ${asked} for the launch template with ID ${template.LaunchTemplateId}.`,
  );
}

function numberOf({ LatestVersionNumber, DefaultVersionNumber }: LaunchTemplateRecord, asked: string): string {
  if (asked === '$Latest') return String(LatestVersionNumber);
  return asked === '$Default' ? String(DefaultVersionNumber) : asked;
}

/** AWS numbers versions from 1 and never gives a number again. */
export function addVersion(
  region: Region,
  id: string | undefined,
  version: LaunchTemplateVersion,
): LaunchTemplateVersion {
  const template = region.launchTemplates.update(required(id, 'LaunchTemplateId'), (draft) => {
    const { LaunchTemplateId, LaunchTemplateName, CreatedBy } = draft;
    draft.numbered += 1;
    draft.LatestVersionNumber = draft.numbered;
    draft.versions.push({
      ...{ LaunchTemplateId, LaunchTemplateName, VersionNumber: draft.numbered, CreatedBy, CreateTime: new Date() },
      ...version,
    });
  });
  return versionOf(template, '$Latest');
}
