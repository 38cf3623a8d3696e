import type { EC2, RunInstancesRequest } from '@aws-sdk/client-ec2';
import { resourceTypes } from '../../../emulator/ec2/index.ts';
import type { LocalAws } from '../../../emulator/local-aws.ts';
import type { ResourceType } from '../../../emulator/resource-type.ts';
import type { Quotas } from '../../../emulator/state.ts';
import { openTarget } from '../target/target.ts';
import { subnetOf, vpcOf } from './local-ec2.ts';

export { refusal } from '../elbv2/lab.ts';

const REGION = 'us-east-1';
const REQUEST = {
  logicalId: 'It',
  stackName: 'lab',
  stackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/lab/1',
};

/** A VPC 10.0.0.0/16 with subnets 10.0.0.0/24 and 10.0.1.0/24 in two zones, on a target of its own. */
export interface Ec2Lab {
  readonly ec2: EC2;
  /** The local AWS itself; on an account, asking for it leaves the test out. */
  readonly local: LocalAws;
  readonly vpcId: string;
  readonly subnets: readonly [string, string];
  /** What CloudFormation does with a type of resource. */
  template(type: string): {
    create(properties: object): string;
    update(id: string, properties: object, previous: object): void;
    delete(id: string, properties: object): void;
    attributes(id: string): Record<string, unknown>;
  };
  close(): Promise<void>;
}

export async function startEc2Lab(quotas: Quotas = {}): Promise<Ec2Lab> {
  const target = await openTarget(REGION, quotas);
  const { ec2 } = target;
  const vpcId = await vpcOf(ec2, '10.0.0.0/16');
  const subnets = [
    await subnetOf(ec2, vpcId, '10.0.0.0/24', 'us-east-1a'),
    await subnetOf(ec2, vpcId, '10.0.1.0/24', 'us-east-1b'),
  ] as const;
  const template: Ec2Lab['template'] = (name) => {
    const type = resourceTypes[name] as ResourceType<object> | undefined;
    if (!type) throw new Error(`no resource type ${name}`);
    return {
      create: (properties) =>
        target.local.state.transaction(REGION, (region) => type.create(region, properties, REQUEST)),
      update: (id, properties, previous) =>
        target.local.state.transaction(REGION, (region) => type.update?.(region, id, properties, previous)),
      delete: (id, properties) =>
        target.local.state.transaction(REGION, (region) => type.delete(region, id, properties)),
      attributes: (id) => target.local.state.transaction(REGION, (region) => type.attributes?.(region, id) ?? {}),
    };
  };
  return {
    ...{ ec2, vpcId, subnets, template },
    get local() {
      return target.local;
    },
    close: () => target.close(),
  };
}

export async function newGroup(ec2: EC2, VpcId: string, GroupName: string): Promise<string> {
  const { GroupId } = await ec2.createSecurityGroup({ VpcId, GroupName, Description: `for ${GroupName}` });
  return GroupId ?? '';
}

/** The id of Amazon Linux 2023 in the lab's Region. */
export async function amazonLinux(ec2: EC2, architecture = 'x86_64'): Promise<string> {
  const { Images } = await ec2.describeImages({
    Owners: ['amazon'],
    Filters: [
      { Name: 'name', Values: ['al2023-ami-2023*-kernel-6.1-*'] },
      { Name: 'architecture', Values: [architecture] },
    ],
  });
  return Images?.[0]?.ImageId ?? '';
}

/** A t3.nano without a public address, unless the rest of the request says otherwise. */
export async function newInstance(
  ec2: EC2,
  SubnetId: string | undefined,
  rest: Partial<RunInstancesRequest> = {},
): Promise<string> {
  const ImageId = rest.ImageId ?? (await amazonLinux(ec2));
  const { Instances } = await ec2.runInstances({
    ...{ ImageId, InstanceType: 't3.nano', MinCount: 1, MaxCount: 1, SubnetId },
    ...rest,
  });
  return Instances?.[0]?.InstanceId ?? '';
}
