import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import type { Clients } from '../clients.ts';
import { useLoaded } from '../loaded.ts';

const groupsIn = async ({ ec2 }: Clients) =>
  (await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups ?? [];

/** A field for the security groups of a load balancer, of those of its VPC. */
export function SecurityGroupsField({
  vpc,
  value,
  onChange,
}: {
  vpc: string | undefined;
  /** Security group IDs. */
  value: readonly string[];
  onChange(groups: readonly string[]): void;
}) {
  const { value: all = [] } = useLoaded(groupsIn);
  const options = all
    .filter(({ VpcId }) => VpcId === vpc)
    .map(({ GroupId = '', GroupName = '' }) => ({ value: GroupId, label: `${GroupId} (${GroupName})` }));
  return (
    <FormField label="Security groups">
      <Multiselect
        options={options}
        selectedOptions={options.filter((option) => value.includes(option.value))}
        onChange={({ detail }) => onChange(detail.selectedOptions.map((option) => option.value ?? ''))}
        deselectAriaLabel={({ label }) => `Remove ${label}`}
        filteringType="auto"
        placeholder="Select up to 5 security groups"
        empty="None"
        expandToViewport
      />
    </FormField>
  );
}
