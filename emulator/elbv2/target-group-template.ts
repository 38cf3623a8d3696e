import type {
  CreateTargetGroupInput,
  TargetDescription,
  TargetGroupAttribute,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { attributesRead, reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { validationError } from './constraint.ts';
import { existing } from './existing.ts';
import { loadBalancersUsing } from './listener-record.ts';
import { operations as targets } from './target.ts';
import { operations as groups } from './target-group.ts';
import { operations as attributes } from './target-group-attributes.ts';
import { differs, generatedName, retag } from './template.ts';

interface TargetGroupProperties extends Omit<CreateTargetGroupInput, 'Name'> {
  Name?: string;
  Targets?: TargetDescription[];
  TargetGroupAttributes?: TargetGroupAttribute[];
}

/** Sets the attributes and targets that the template names; targets that only its previous version named are deregistered. */
function furnish(
  region: Region,
  TargetGroupArn: string,
  { Targets = [], TargetGroupAttributes: Attributes }: TargetGroupProperties,
  previous: TargetDescription[] = [],
): void {
  if (Attributes?.length) attributes.ModifyTargetGroupAttributes(region, { TargetGroupArn, Attributes });
  const gone = previous.filter((each) => Targets.every((target) => differs(target, each)));
  if (gone.length > 0) targets.DeregisterTargets(region, { TargetGroupArn, Targets: gone });
  if (Targets.length > 0) targets.RegisterTargets(region, { TargetGroupArn, Targets });
}

/** It is for good, as the protocol is, although AWS does not publish that changing it takes a new target group. */
function refusePortChange({ TargetControlPort: wanted }: TargetGroupProperties, previous: TargetGroupProperties): void {
  if (wanted === previous.TargetControlPort) return;
  throw validationError('The target control port of a target group cannot be modified');
}

const SAME_IN_RECORD = [
  ...(['Protocol', 'Port', 'VpcId', 'TargetType', 'IpAddressType', 'ProtocolVersion', 'HealthCheckEnabled'] as const),
  'TargetControlPort' as const,
  ...(['HealthCheckProtocol', 'HealthCheckPort', 'HealthCheckPath', 'HealthCheckIntervalSeconds'] as const),
  ...(['HealthCheckTimeoutSeconds', 'HealthyThresholdCount', 'UnhealthyThresholdCount', 'Matcher'] as const),
];

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-targetgroup.html */
  'AWS::ElasticLoadBalancingV2::TargetGroup': resourceType<TargetGroupProperties>({
    create(region, properties, request) {
      const { Targets: _targets, TargetGroupAttributes: _attributes, ...input } = properties;
      const made = groups.CreateTargetGroup(region, { ...input, Name: input.Name ?? generatedName(request) });
      const arn = made.TargetGroups[0]?.TargetGroupArn ?? '';
      furnish(region, arn, properties);
      return arn;
    },

    update(region, TargetGroupArn, properties, previous) {
      const { Targets: _targets, TargetGroupAttributes: _attributes, Name: _name, ...input } = properties;
      refusePortChange(properties, previous);
      groups.ModifyTargetGroup(region, { TargetGroupArn, ...input });
      furnish(region, TargetGroupArn, properties, previous.Targets);
      retag(region, 'targetGroups', TargetGroupArn, properties.Tags, previous.Tags);
    },

    delete(region, TargetGroupArn) {
      groups.DeleteTargetGroup(region, { TargetGroupArn });
    },

    attributes(region, arn) {
      return {
        TargetGroupArn: arn,
        TargetGroupFullName: arn.split(':').at(-1),
        TargetGroupName: existing(region, 'targetGroups', arn).TargetGroupName,
        LoadBalancerArns: loadBalancersUsing(region, arn),
      };
    },

    read: reading('targetGroups', SAME_IN_RECORD, (record, _region, wanted) => ({
      Name: record.TargetGroupName,
      Targets: record.targets,
      TargetGroupAttributes: attributesRead(wanted.TargetGroupAttributes, record.attributes),
      Tags: record.tags,
    })),
  }),
};
