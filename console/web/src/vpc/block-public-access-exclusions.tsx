import {
  CreateVpcBlockPublicAccessExclusionCommand,
  DeleteVpcBlockPublicAccessExclusionCommand,
  DescribeVpcBlockPublicAccessExclusionsCommand,
  type InternetGatewayExclusionMode,
  ModifyVpcBlockPublicAccessExclusionCommand,
  type VpcBlockPublicAccessExclusion,
} from '@aws-sdk/client-ec2';
import { asking, creating, deleting } from '../asking.tsx';
import type { Resource } from '../resource.ts';
import { stateAttribute } from '../states.ts';
import { NAME } from '../tags.ts';
import { subnetChoices, vpcChoices } from './choices.ts';

const MODES = [
  { value: 'allow-bidirectional', label: 'Bidirectional' },
  { value: 'allow-egress', label: 'Egress-only' },
];
const MODE = { kind: 'choice', label: 'Allow direction', options: MODES } as const;
const modeOf = (value: string): InternetGatewayExclusionMode =>
  value === 'allow-egress' ? 'allow-egress' : 'allow-bidirectional';

const Create = creating({
  title: 'Create exclusions',
  confirm: 'Create exclusions',
  fields: {
    vpc: { kind: 'one', label: 'VPC', load: vpcChoices },
    subnet: { kind: 'one', label: 'Subnet', description: 'The whole VPC when left empty.', load: subnetChoices },
    mode: MODE,
  },
  initial: () => ({ mode: 'allow-bidirectional' }),
  async work({ ec2 }, { vpc, subnet, mode }) {
    const { VpcBlockPublicAccessExclusion: made } = await ec2.send(
      new CreateVpcBlockPublicAccessExclusionCommand({
        ...(subnet ? { SubnetId: subnet } : { VpcId: vpc }),
        InternetGatewayExclusionMode: modeOf(mode),
      }),
    );
    return `${made?.ExclusionId} was created.`;
  },
});

const Edit = asking({
  title: 'Edit exclusion',
  confirm: 'Save changes',
  fields: { mode: MODE },
  initial: ({ InternetGatewayExclusionMode: mode }: VpcBlockPublicAccessExclusion) => ({ mode: mode ?? '' }),
  async work({ ec2 }, { mode }, { ExclusionId }) {
    await ec2.send(
      new ModifyVpcBlockPublicAccessExclusionCommand({ ExclusionId, InternetGatewayExclusionMode: modeOf(mode) }),
    );
    return `${ExclusionId} was saved.`;
  },
});

export const blockPublicAccessExclusions: Resource<VpcBlockPublicAccessExclusion> = {
  path: 'vpc/public-access-exclusions',
  section: 'Settings',
  one: 'Block Public Access exclusion',
  many: 'Block Public Access exclusions',
  idOf: ({ ExclusionId = '' }) => ExclusionId,
  list: async ({ ec2 }) =>
    (await ec2.send(new DescribeVpcBlockPublicAccessExclusionsCommand({}))).VpcBlockPublicAccessExclusions ?? [],
  attributes: [
    NAME,
    { id: 'id', label: 'Exclusion ID', value: ({ ExclusionId = '' }) => ExclusionId },
    { id: 'resource', label: 'Resource', value: ({ ResourceArn = '' }) => ResourceArn.split('/').at(-1) ?? '' },
    {
      id: 'mode',
      label: 'Allow direction',
      value: (each) => MODES.find(({ value }) => value === each.InternetGatewayExclusionMode)?.label ?? '',
    },
    stateAttribute('Status', ({ State = '' }) => State),
    { id: 'reason', label: 'Reason', value: ({ Reason = '' }) => Reason },
  ],
  create: { label: 'Create exclusions', dialog: Create },
  actions: [
    { id: 'edit', label: 'Edit exclusion', dialog: Edit },
    {
      id: 'delete',
      label: 'Delete exclusions',
      dialog: deleting(
        ({ ExclusionId = '' }) => ExclusionId,
        ({ ec2 }, { ExclusionId }) => ec2.send(new DeleteVpcBlockPublicAccessExclusionCommand({ ExclusionId })),
      ),
    },
  ],
};
