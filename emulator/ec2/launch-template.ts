import type { RequestLaunchTemplateData, ResponseLaunchTemplateData } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { refuseMembers } from './dependency.ts';
import { describe } from './describe.ts';
import { find, KINDS, required } from './kind.ts';
import { addVersion, templateOf, versionOf } from './launch-template-record.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { retag, tagsFor } from './tags.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html */
const NAME = /^[a-zA-Z0-9().\-/_]{3,128}$/;

function freeName(region: Region, asked: string | undefined): string {
  const name = required(asked, 'LaunchTemplateName');
  if (!NAME.test(name)) {
    throw new AwsError(
      'InvalidLaunchTemplateName.MalformedException',
      'A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the following characters: - ( ) . / _.',
    );
  }
  if (region.launchTemplates.find((each) => each.LaunchTemplateName === name)) {
    throw new AwsError('InvalidLaunchTemplateName.AlreadyExistsException', 'Launch template name already in use.');
  }
  return name;
}

/** What a version holds is answered under the names under which it came. */
function dataOf(asked: RequestLaunchTemplateData | undefined): ResponseLaunchTemplateData {
  const given = Object.entries(asked ?? {}).filter(([, value]) => value !== undefined);
  if (given.length === 0)
    throw new AwsError('MissingParameter', 'The request must contain the parameter LaunchTemplateData');
  return Object.fromEntries(given) as ResponseLaunchTemplateData;
}

export const operations = {
  CreateLaunchTemplate(region, input) {
    refuseMembers('CreateLaunchTemplate', input, ['Operator']);
    const LaunchTemplateName = freeName(region, input.LaunchTemplateName);
    const LaunchTemplateData = dataOf(input.LaunchTemplateData);
    refuseBeyond(region, 'launch-templates', region.launchTemplates.size + 1);
    const LaunchTemplateId = newId('lt');
    region.launchTemplates.put(LaunchTemplateId, {
      LaunchTemplateId,
      LaunchTemplateName,
      CreateTime: new Date(),
      CreatedBy: `arn:aws:iam::${region.accountId}:root`,
      DefaultVersionNumber: 1,
      Tags: tagsFor(input.TagSpecifications, 'launch-template'),
      versions: [],
      numbered: 0,
    });
    addVersion(region, LaunchTemplateId, { VersionDescription: input.VersionDescription, LaunchTemplateData });
    return { LaunchTemplate: find(region, 'launchTemplates', LaunchTemplateId) };
  },

  /** A source version gives what the request does not say. */
  CreateLaunchTemplateVersion(region, input) {
    refuseMembers('CreateLaunchTemplateVersion', input, ['ResolveAlias']);
    const template = templateOf(region, input);
    refuseBeyond(region, 'versions-per-launch-template', template.versions.length + 1);
    const source = input.SourceVersion ? versionOf(template, input.SourceVersion).LaunchTemplateData : undefined;
    const LaunchTemplateVersion = addVersion(region, template.LaunchTemplateId, {
      VersionDescription: input.VersionDescription,
      LaunchTemplateData: { ...source, ...dataOf(input.LaunchTemplateData) },
    });
    return { LaunchTemplateVersion };
  },

  ModifyLaunchTemplate(region, input) {
    const template = templateOf(region, input);
    const { VersionNumber } = versionOf(template, required(input.DefaultVersion, 'DefaultVersion'));
    const LaunchTemplate = region.launchTemplates.update(template.LaunchTemplateId!, (draft) => {
      draft.DefaultVersionNumber = VersionNumber;
    });
    return { LaunchTemplate };
  },

  DeleteLaunchTemplate(region, input) {
    const LaunchTemplate = templateOf(region, input);
    region.launchTemplates.delete(LaunchTemplate.LaunchTemplateId!);
    return { LaunchTemplate };
  },

  DescribeLaunchTemplates(region, input) {
    const named = (input.LaunchTemplateNames ?? []).map(
      (name) => templateOf(region, { LaunchTemplateName: name }).LaunchTemplateId!,
    );
    const { page, NextToken } = describe(region.launchTemplates.values(), input, {
      ...KINDS.launchTemplates,
      ids: [...(input.LaunchTemplateIds ?? []), ...named],
      idOf: (template) => template.LaunchTemplateId!,
      filters: {
        'create-time': (template) => [template.CreateTime?.toISOString()],
        'launch-template-name': (template) => [template.LaunchTemplateName],
      },
      pageSize: [1, 200],
    });
    return { LaunchTemplates: page, NextToken };
  },
} satisfies Ec2Operations;

interface TemplateProperties {
  LaunchTemplateData: RequestLaunchTemplateData;
  LaunchTemplateName?: string;
  TagSpecifications?: Parameters<typeof tagsFor>[0];
  VersionDescription?: string;
}

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-launchtemplate.html */
  'AWS::EC2::LaunchTemplate': resourceType<TemplateProperties>({
    create(region, properties, { logicalId }) {
      const LaunchTemplateName = properties.LaunchTemplateName ?? `${logicalId}_${newId('').slice(-12)}`;
      const { LaunchTemplate } = operations.CreateLaunchTemplate(region, { ...properties, LaunchTemplateName });
      return LaunchTemplate.LaunchTemplateId!;
    },
    /** What a template says anew is a new version; the default version stays what it was. */
    update(region, LaunchTemplateId, { LaunchTemplateData, VersionDescription, TagSpecifications }, previous) {
      const before = [previous.LaunchTemplateData, previous.VersionDescription];
      if (JSON.stringify([LaunchTemplateData, VersionDescription]) !== JSON.stringify(before)) {
        operations.CreateLaunchTemplateVersion(region, { LaunchTemplateId, LaunchTemplateData, VersionDescription });
      }
      const [wanted, earlier] = [TagSpecifications, previous.TagSpecifications];
      const type = 'launch-template';
      retag(region.launchTemplates, LaunchTemplateId, tagsFor(wanted, type), tagsFor(earlier, type));
    },
    delete(region, LaunchTemplateId) {
      if (region.launchTemplates.get(LaunchTemplateId)) operations.DeleteLaunchTemplate(region, { LaunchTemplateId });
    },
    attributes(region, id) {
      const { DefaultVersionNumber, LatestVersionNumber } = find(region, 'launchTemplates', id);
      return {
        LaunchTemplateId: id,
        DefaultVersionNumber: String(DefaultVersionNumber),
        LatestVersionNumber: String(LatestVersionNumber),
      };
    },
    read: reading('launchTemplates', ['LaunchTemplateName'], (template) => {
      const { LaunchTemplateData, VersionDescription } = versionOf(template, '$Latest');
      return { LaunchTemplateData, VersionDescription };
    }),
  }),
};
