import { createHash } from 'node:crypto';

/** A public parameter of AWS's that names an image, with the facts of that image. */
export interface AmiParameter {
  /** The parameter's name, such as `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64`. */
  readonly Name: string;
  /** The image's id in this Region. */
  readonly Value: string;
  readonly ImageName: string;
  readonly Description: string;
  readonly Architecture: 'x86_64' | 'arm64';
  readonly OwnerId: string;
  readonly ImageOwnerAlias: string | undefined;
  readonly RootDeviceName: string;
  readonly CreationDate: string;
}

interface Family {
  /** Parameter names that all name this image; `{arch}` stands for the architecture as this family writes it. */
  readonly parameters: readonly string[];
  readonly image: string;
  readonly description: string;
  readonly owner: readonly [id: string, alias: string | undefined];
  readonly rootDevice: string;
  readonly created: string;
  /** How the family writes x86_64; arm64 is written the same everywhere. */
  readonly x86: 'x86_64' | 'amd64';
}

const AMAZON_LINUX = '/aws/service/ami-amazon-linux-latest/';
const UBUNTU = '/aws/service/canonical/ubuntu/server/';
const AMAZON = ['137112412989', 'amazon'] as const;
const CANONICAL = ['099720109477', undefined] as const;

const amazonLinux = (parameters: string[], image: string, description: string, created: string): Family => ({
  parameters: parameters.map((name) => AMAZON_LINUX + name),
  image,
  description,
  owner: AMAZON,
  rootDevice: '/dev/xvda',
  created,
  x86: 'x86_64',
});

const ubuntu = (release: string, codename: string, volume: string, serial: string): Family => ({
  parameters: [`${UBUNTU}${release}/stable/current/{arch}/hvm/ebs-${volume}/ami-id`],
  image: `ubuntu/images/hvm-ssd${volume === 'gp3' ? '-gp3' : ''}/ubuntu-${codename}-${release}-{arch}-server-${serial}`,
  description: `Canonical, Ubuntu, ${release}, {arch} ${codename} image`,
  owner: CANONICAL,
  rootDevice: '/dev/sda1',
  created: `${serial.slice(0, 4)}-${serial.slice(4, 6)}-${serial.slice(6, 8)}T06:11:03.000Z`,
  x86: 'amd64',
});

/** https://docs.aws.amazon.com/linux/al2023/ug/ec2.html and https://documentation.ubuntu.com/aws/aws-how-to/instances/find-ubuntu-images/ */
const FAMILIES: readonly Family[] = [
  amazonLinux(
    ['al2023-ami-kernel-default-{arch}', 'al2023-ami-kernel-6.1-{arch}'],
    'al2023-ami-2023.9.20251110.1-kernel-6.1-{arch}',
    'Amazon Linux 2023 AMI 2023.9.20251110.1 {arch} HVM kernel-6.1',
    '2025-11-10T21:26:38.000Z',
  ),
  amazonLinux(
    ['al2023-ami-kernel-6.12-{arch}'],
    'al2023-ami-2023.9.20251110.1-kernel-6.12-{arch}',
    'Amazon Linux 2023 AMI 2023.9.20251110.1 {arch} HVM kernel-6.12',
    '2025-11-10T21:26:41.000Z',
  ),
  amazonLinux(
    ['al2023-ami-minimal-kernel-default-{arch}', 'al2023-ami-minimal-kernel-6.1-{arch}'],
    'al2023-ami-minimal-2023.9.20251110.1-kernel-6.1-{arch}',
    'Amazon Linux 2023 AMI 2023.9.20251110.1 {arch} Minimal HVM kernel-6.1',
    '2025-11-10T21:26:44.000Z',
  ),
  amazonLinux(
    ['amzn2-ami-hvm-{arch}-gp2', 'amzn2-ami-kernel-5.10-hvm-{arch}-gp2'],
    'amzn2-ami-kernel-5.10-hvm-2.0.20251110.1-{arch}-gp2',
    'Amazon Linux 2 Kernel 5.10 AMI 2.0.20251110.1 {arch} HVM gp2',
    '2025-11-10T18:40:12.000Z',
  ),
  ubuntu('24.04', 'noble', 'gp3', '20251022'),
  ubuntu('22.04', 'jammy', 'gp2', '20251015'),
];

/** The public image parameters that a Region offers. Ids depend on the Region and the image alone, so they never change. */
export function amiParameters(regionName: string): AmiParameter[] {
  return FAMILIES.flatMap((family) =>
    (['arm64', 'x86_64'] as const).flatMap((architecture) => {
      const inFull = (text: string) => text.replace('{arch}', architecture === 'arm64' ? 'arm64' : family.x86);
      const ImageName = inFull(family.image);
      const [OwnerId, ImageOwnerAlias] = family.owner;
      return family.parameters.map((name) => ({
        Name: inFull(name),
        Value: imageId(regionName, ImageName),
        ImageName,
        Description: inFull(family.description),
        Architecture: architecture,
        OwnerId,
        ImageOwnerAlias,
        RootDeviceName: family.rootDevice,
        CreationDate: family.created,
      }));
    }),
  );
}

function imageId(regionName: string, imageName: string): string {
  const digest = createHash('sha256').update(`${regionName}/${imageName}`).digest('hex');
  return `ami-0${digest.slice(0, 16)}`;
}
