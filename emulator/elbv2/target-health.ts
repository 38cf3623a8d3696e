import type {
  TargetDescription,
  TargetGroup,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { portsIn } from '../../lib/guest.ts';
import { interpret } from '../../lib/network/network.ts';
import { type Listens, predictTargetHealth } from '../../lib/reach/target-health.ts';
import { accountOf } from '../account.ts';
import type { Region } from '../state.ts';
import { existing } from './existing.ts';
import type { Elbv2Operations } from './operations.ts';

/** What AWS answers for a target that was asked for by name and is not registered. */
const notRegistered = ({ Id, Port }: TargetDescription): TargetHealthDescription => ({
  Target: { Id, Port },
  TargetHealth: {
    State: 'unused',
    Reason: 'Target.NotRegistered',
    Description: 'Target is not registered to the target group',
  },
});

/** Application Load Balancers look for anomalies among targets that speak HTTP, and find none here. */
function withAnomalies(
  health: TargetHealthDescription,
  { Protocol }: TargetGroup,
  include: readonly string[] = [],
): TargetHealthDescription {
  const asked = include.includes('AnomalyDetection') || include.includes('All');
  if (!asked || !Protocol?.startsWith('HTTP')) return health;
  return { ...health, AnomalyDetection: { Result: 'normal', MitigationInEffect: 'no' } };
}

/** By what the user data of the instances says; who says nothing listens on every port. */
const listensIn =
  (region: Region): Listens =>
  (id, port) => {
    const { userData } = region.instances.get(id) ?? {};
    return portsIn(Buffer.from(userData ?? '', 'base64').toString())?.includes(port) ?? true;
  };

export const operations = {
  /** Health follows from the network as it now stands. A target named without a port stands for each port it is registered on. */
  DescribeTargetHealth(region: Region, input) {
    const group = existing(region, 'targetGroups', input.TargetGroupArn);
    const health = predictTargetHealth(interpret(accountOf(region)), input.TargetGroupArn!, listensIn(region)).map(
      (each) => withAnomalies(each, group, input.Include),
    );
    if (!input.Targets?.length) return { TargetHealthDescriptions: health };
    const TargetHealthDescriptions = input.Targets.flatMap((named) => {
      const found = health.filter(
        ({ Target }) => Target?.Id === named.Id && (named.Port === undefined || Target?.Port === named.Port),
      );
      return found.length > 0 ? found : [notRegistered({ ...named, Port: named.Port ?? group.Port })];
    });
    return { TargetHealthDescriptions };
  },
} satisfies Elbv2Operations;
