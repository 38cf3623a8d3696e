import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Clients } from '../clients.ts';
import { useLoaded } from '../loaded.ts';
import { nameOf } from '../tags.ts';
import { ChoiceField } from '../text-field.tsx';

const subnetsIn = async ({ ec2 }: Clients) => (await ec2.send(new DescribeSubnetsCommand({}))).Subnets ?? [];

/** The Availability Zones of a load balancer and the one subnet that it has in each. */
export function ZoneSubnets({
  vpc,
  value,
  onChange,
}: {
  vpc: string | undefined;
  /** Subnet IDs. */
  value: readonly string[];
  onChange(subnets: readonly string[]): void;
}) {
  const { value: all = [] } = useLoaded(subnetsIn);
  const inVpc = all
    .filter(({ VpcId }) => VpcId === vpc)
    .toSorted((one, other) => (one.AvailabilityZone ?? '').localeCompare(other.AvailabilityZone ?? ''));
  const zones = Map.groupBy(
    inVpc,
    ({ AvailabilityZone = '', AvailabilityZoneId }) => `${AvailabilityZone} (${AvailabilityZoneId})`,
  );
  return (
    <SpaceBetween size="s">
      <Box variant="awsui-key-label">Availability Zones and subnets</Box>
      {[...zones].map(([zone, subnets]) => {
        const ids = subnets.map(({ SubnetId = '' }) => SubnetId);
        const chosen = ids.find((id) => value.includes(id));
        const others = value.filter((id) => !ids.includes(id));
        return (
          <SpaceBetween key={zone} size="xxs">
            <Checkbox
              checked={chosen !== undefined}
              onChange={({ detail }) => onChange(detail.checked ? [...others, ids[0] ?? ''] : others)}
            >
              {zone}
            </Checkbox>
            {chosen && (
              <ChoiceField
                label={`Subnet in ${zone}`}
                value={chosen}
                onChange={(id) => onChange([...others, id])}
                among={subnets.map((subnet) => ({
                  value: subnet.SubnetId ?? '',
                  label: nameOf(subnet) ? `${subnet.SubnetId} (${nameOf(subnet)})` : (subnet.SubnetId ?? ''),
                  description: `IPv4 subnet CIDR: ${subnet.CidrBlock}`,
                }))}
              />
            )}
          </SpaceBetween>
        );
      })}
    </SpaceBetween>
  );
}
