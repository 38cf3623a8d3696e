import {
  DescribeVpcBlockPublicAccessOptionsCommand,
  ModifyVpcBlockPublicAccessOptionsCommand,
  type VpcBlockPublicAccessOptions,
} from '@aws-sdk/client-ec2';
import { asking } from '../asking.tsx';
import type { Resource } from '../resource.ts';
import { stateAttribute } from '../states.ts';

const DIRECTIONS = [
  { value: 'off', label: 'Off' },
  { value: 'block-bidirectional', label: 'Bidirectional' },
  { value: 'block-ingress', label: 'Ingress-only' },
];

const Edit = asking({
  title: 'Edit public access settings',
  confirm: 'Save changes',
  fields: { mode: { kind: 'choice', label: 'Internet gateway block direction', options: DIRECTIONS } },
  initial: ({ InternetGatewayBlockMode = 'off' }: VpcBlockPublicAccessOptions) => ({ mode: InternetGatewayBlockMode }),
  async work({ ec2 }, { mode }) {
    const InternetGatewayBlockMode =
      mode === 'block-bidirectional' || mode === 'block-ingress' ? mode : ('off' as const);
    await ec2.send(new ModifyVpcBlockPublicAccessOptionsCommand({ InternetGatewayBlockMode }));
    return 'The public access settings were saved.';
  },
});

/** The Region's one setting, named after the Region. */
export const blockPublicAccess: Resource<VpcBlockPublicAccessOptions> = {
  path: 'vpc/block-public-access',
  section: 'Settings',
  one: 'Block Public Access setting',
  many: 'Block Public Access',
  idOf: ({ AwsRegion = '' }) => AwsRegion,
  async list({ ec2 }) {
    const { VpcBlockPublicAccessOptions: now } = await ec2.send(new DescribeVpcBlockPublicAccessOptionsCommand({}));
    return now ? [now] : [];
  },
  attributes: [
    { id: 'id', label: 'Region', value: ({ AwsRegion = '' }) => AwsRegion },
    stateAttribute('State', ({ State = '' }) => State),
    {
      id: 'mode',
      label: 'Block direction',
      value: (each) => DIRECTIONS.find(({ value }) => value === each.InternetGatewayBlockMode)?.label ?? '',
    },
    { id: 'exclusions', label: 'Exclusions allowed', value: ({ ExclusionsAllowed = '' }) => ExclusionsAllowed },
    { id: 'managed', label: 'Managed by', value: ({ ManagedBy = '' }) => ManagedBy },
    { id: 'reason', label: 'Reason', value: ({ Reason = '' }) => Reason },
  ],
  actions: [{ id: 'edit', label: 'Edit public access settings', dialog: Edit }],
};
