import {
  DescribeImagesCommand,
  DescribeKeyPairsCommand,
  type Image,
  paginateDescribeInstanceTypes,
} from '@aws-sdk/client-ec2';
import { GetParameterCommand, paginateGetParametersByPath } from '@aws-sdk/client-ssm';
import type { Clients } from '../clients.ts';
import type { Choice } from '../resource-select.tsx';

/**
 * Where AWS names the current images of its own Linux and of Ubuntu.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html
 */
const QUICK_START = ['/aws/service/ami-amazon-linux-latest', '/aws/service/canonical/ubuntu/server'];

/** The image that the AWS console proposes, and a type that runs it. */
const PROPOSED = `${QUICK_START[0]}/al2023-ami-kernel-default-x86_64`;
export const PROPOSED_TYPE = 't3.micro';

export const proposedImage = async ({ ssm }: Clients): Promise<string> =>
  (await ssm.send(new GetParameterCommand({ Name: PROPOSED }))).Parameter?.Value ?? '';

async function quickStart({ ec2, ssm: client }: Clients): Promise<readonly Image[]> {
  const ids = new Set<string>();
  for (const Path of QUICK_START) {
    for await (const { Parameters = [] } of paginateGetParametersByPath({ client }, { Path, Recursive: true })) {
      for (const { Value } of Parameters) if (Value) ids.add(Value);
    }
  }
  return (await ec2.send(new DescribeImagesCommand({ ImageIds: [...ids] }))).Images ?? [];
}

/** The account's own images, and those of the AWS console's "Quick Start". */
export async function imageChoices(clients: Clients): Promise<readonly Choice[]> {
  const [{ Images: own = [] }, quick] = await Promise.all([
    clients.ec2.send(new DescribeImagesCommand({ Owners: ['self'] })),
    quickStart(clients),
  ]);
  return [...own, ...quick].map(({ ImageId = '', Name = '', Description, Architecture }) => ({
    id: ImageId,
    name: Name,
    more: [Description, Architecture].filter(Boolean).join(' · '),
  }));
}

export async function instanceTypeChoices({ ec2: client }: Clients): Promise<readonly Choice[]> {
  const choices: Choice[] = [];
  for await (const { InstanceTypes = [] } of paginateDescribeInstanceTypes({ client }, {})) {
    for (const { InstanceType = '', VCpuInfo, MemoryInfo, ProcessorInfo } of InstanceTypes) {
      const memory = `${(MemoryInfo?.SizeInMiB ?? 0) / 1024} GiB Memory`;
      const architectures = ProcessorInfo?.SupportedArchitectures ?? [];
      choices.push({
        id: InstanceType,
        more: [`${VCpuInfo?.DefaultVCpus} vCPU`, memory, ...architectures].join(' · '),
      });
    }
  }
  return choices;
}

export const keyPairChoices = async ({ ec2 }: Clients): Promise<readonly Choice[]> => [
  { id: '', name: 'Proceed without a key pair (Not recommended)' },
  ...((await ec2.send(new DescribeKeyPairsCommand({}))).KeyPairs ?? []).map(({ KeyName = '', KeyType = '' }) => ({
    id: KeyName,
    more: KeyType,
  })),
];
