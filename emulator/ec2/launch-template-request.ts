import type { RunInstancesRequest, Tag, TagSpecification } from '@aws-sdk/client-ec2';
import type { Region } from '../state.ts';
import { refuseMembers } from './dependency.ts';
import { templateOf, versionOf } from './launch-template-record.ts';

/** What RunInstances does not know by these names. */
const NOT_EMULATED = ['ElasticGpuSpecifications', 'InstanceRequirements', 'RamDiskId'];

const tagOf = (Key: string, value: string | number | undefined): Tag => ({ Key, Value: String(value) });

/**
 * The request with what the launch template that it names says; what the request says itself goes first.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/launch-instances-from-launch-template.html
 */
export function withTemplate(region: Region, { LaunchTemplate, ...asked }: RunInstancesRequest): RunInstancesRequest {
  if (!LaunchTemplate) return asked;
  const template = templateOf(region, LaunchTemplate);
  const { LaunchTemplateData: data = {}, VersionNumber } = versionOf(template, LaunchTemplate.Version);
  refuseMembers('LaunchTemplateData', data, NOT_EMULATED);
  const given = Object.entries(asked).filter(([, value]) => value !== undefined && !isEmpty(value));
  const marks: TagSpecification = {
    ResourceType: 'instance',
    Tags: [
      tagOf('aws:ec2launchtemplate:id', template.LaunchTemplateId),
      tagOf('aws:ec2launchtemplate:version', VersionNumber),
    ],
  };
  return {
    ...(data as Partial<RunInstancesRequest>),
    ...(Object.fromEntries(given) as Partial<RunInstancesRequest> & Pick<RunInstancesRequest, 'MinCount' | 'MaxCount'>),
    TagSpecifications: merged([...(data.TagSpecifications ?? []), ...(asked.TagSpecifications ?? []), marks]),
  };
}

const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;

/** One specification for each type of resource; of tags with the same key the last counts. */
function merged(specifications: readonly TagSpecification[]): TagSpecification[] {
  return [...new Set(specifications.map(({ ResourceType }) => ResourceType))].map((ResourceType) => {
    const tags = specifications.filter((each) => each.ResourceType === ResourceType).flatMap((each) => each.Tags ?? []);
    return { ResourceType, Tags: [...new Map(tags.map((tag) => [tag.Key, tag])).values()] };
  });
}
