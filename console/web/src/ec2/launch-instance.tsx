import { DescribeSubnetsCommand, RunInstancesCommand, type Subnet } from '@aws-sdk/client-ec2';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useCallback, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Clients } from '../clients.ts';
import { ErrorAlert } from '../error-alert.tsx';
import { type Field, FieldControl, type FieldValue } from '../form-field-control.tsx';
import { type Loaded, useLoaded } from '../loaded.ts';
import { useNotifications } from '../notifications.tsx';
import { useClients, useRegionSearch } from '../region.tsx';
import { SubmitForm } from '../submit-form.tsx';
import { TagFields } from '../tag-fields.tsx';
import { groupChoices, subnetChoices, vpcChoices } from '../vpc/choices.ts';
import { type Launch, launchLike, proposedLaunch, requestOf } from './launch.ts';
import { imageChoices, instanceTypeChoices, keyPairChoices } from './launch-choices.ts';

/** The page "Launch an instance". https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-launch-parameters.html */
export const LaunchInstance = () => <WhenKnown launch={useLoaded(proposedLaunch)} />;

/** The same page, filled in with what another instance has. */
export function LaunchMoreLikeThis() {
  const { id = '' } = useParams();
  return <WhenKnown key={id} launch={useLoaded(useCallback((clients: Clients) => launchLike(clients, id), [id]))} />;
}

function WhenKnown({ launch: { value, error } }: { launch: Loaded<Launch> }) {
  return value ? <LaunchForm before={value} /> : <ErrorAlert error={error} />;
}

const FIELDS = {
  name: { kind: 'text', label: 'Name' },
  image: { kind: 'one', label: 'Amazon Machine Image (AMI)', load: imageChoices },
  type: { kind: 'one', label: 'Instance type', load: instanceTypeChoices },
  key: { kind: 'one', label: 'Key pair name', load: keyPairChoices },
  vpc: { kind: 'one', label: 'VPC', load: vpcChoices },
  subnet: { kind: 'one', label: 'Subnet', load: subnetChoices },
  publicIp: {
    kind: 'choice',
    label: 'Auto-assign public IP',
    options: [
      { value: 'enable', label: 'Enable' },
      { value: 'disable', label: 'Disable' },
    ],
  },
  groups: {
    kind: 'many',
    label: 'Common security groups',
    description: 'The default security group of the VPC when none is selected.',
    load: groupChoices,
  },
  address: { kind: 'text', label: 'Primary IP', description: 'An address of the subnet; AWS chooses one when empty.' },
  profile: {
    kind: 'text',
    label: 'IAM instance profile',
    description: 'The name or ARN of an instance profile; none when left empty.',
  },
  userData: { kind: 'area', label: 'User data - optional' },
  count: { kind: 'text', label: 'Number of instances' },
} as const satisfies Readonly<Record<string, Field>>;

const subnetsOf = async ({ ec2 }: Clients) => (await ec2.send(new DescribeSubnetsCommand({}))).Subnets ?? [];

/** What was filled in, with what follows from it until a person says otherwise. */
function completed(launch: Launch, subnets: readonly Subnet[]): Launch {
  const inVpc = subnets.filter(({ VpcId }) => VpcId === launch.vpc);
  const subnet = inVpc.find(({ SubnetId }) => SubnetId === launch.subnet) ?? inVpc[0];
  const publicIp = launch.publicIp || (subnet?.MapPublicIpOnLaunch ? 'enable' : 'disable');
  return { ...launch, subnet: subnet?.SubnetId ?? '', publicIp };
}

function LaunchForm({ before }: { before: Launch }) {
  const { ec2 } = useClients();
  const navigate = useNavigate();
  const search = useRegionSearch();
  const { tell } = useNotifications();
  const { value: subnets = [] } = useLoaded(subnetsOf);
  const [filled, setFilled] = useState(before);
  const launch = completed(filled, subnets);
  const change = (key: keyof typeof FIELDS, value: FieldValue) =>
    setFilled((all) => ({
      ...all,
      ...(key === 'vpc' && { subnet: '', groups: [] }),
      ...((key === 'vpc' || key === 'subnet') && { publicIp: '' }),
      [key]: value,
    }));
  const field = (key: keyof typeof FIELDS) => (
    <FieldControl
      field={FIELDS[key]}
      {...(launch.vpc && { vpc: launch.vpc })}
      value={launch[key]}
      onChange={(value) => change(key, value)}
    />
  );
  const run = async () => {
    if (launch.subnet === '') throw new Error('Choose a VPC that has a subnet to launch into.');
    const { Instances = [] } = await ec2.send(new RunInstancesCommand(requestOf(launch)));
    const ids = Instances.map(({ InstanceId = '' }) => InstanceId);
    tell(`Successfully initiated launch of ${ids.join(', ')}.`);
    navigate(`/ec2/instances${ids.length === 1 ? `/${ids[0]}` : ''}${search}`);
  };
  return (
    <SubmitForm
      header={<Header variant="h1">Launch an instance</Header>}
      confirm="Launch instance"
      work={run}
      onCancel={() => navigate(`/ec2/instances${search}`)}
    >
      <Section title="Name and tags">
        {field('name')}
        <TagFields tags={launch.tags} onChange={(tags) => setFilled((all) => ({ ...all, tags }))} />
      </Section>
      <Section title="Application and OS Images (Amazon Machine Image)">{field('image')}</Section>
      <Section title="Instance type">{field('type')}</Section>
      <Section title="Key pair (login)">{field('key')}</Section>
      <Section title="Network settings">
        {field('vpc')}
        {field('subnet')}
        {field('publicIp')}
        {field('groups')}
        <ExpandableSection headerText="Advanced network configuration">{field('address')}</ExpandableSection>
      </Section>
      <Section title="Advanced details">
        {field('profile')}
        {field('userData')}
      </Section>
      <Section title="Summary">{field('count')}</Section>
    </SubmitForm>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Container header={<Header variant="h2">{title}</Header>}>
      <SpaceBetween size="m">{children}</SpaceBetween>
    </Container>
  );
}
