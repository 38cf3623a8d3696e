import { AwsError } from '../error.ts';
import type { CapacityReservation, LoadBalancerRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { checkLimit } from './account-limit.ts';
import { validationError } from './constraint.ts';
import { existing } from './existing.ts';
import type { Elbv2Operations } from './operations.ts';

/** How often a day a reservation may be made smaller. */
const DECREASES_A_DAY = 2;

const isToday = (date: Date) => date.toISOString().slice(0, 10) === new Date().toISOString().slice(0, 10);

const decreasesToday = ({ capacity }: LoadBalancerRecord) => (capacity?.decreases ?? []).filter(isToday);

/** A load balancer's reservation as AWS answers it: its units, spread evenly over the zones. */
function shown(loadBalancer: LoadBalancerRecord, Code: 'pending' | 'provisioned') {
  const { capacity, AvailabilityZones: zones = [] } = loadBalancer;
  const DecreaseRequestsRemaining = DECREASES_A_DAY - decreasesToday(loadBalancer).length;
  if (!capacity) return { DecreaseRequestsRemaining, CapacityReservationState: [] };
  const { units, modified: LastModifiedTime } = capacity;
  if (units === undefined) return { LastModifiedTime, DecreaseRequestsRemaining, CapacityReservationState: [] };
  return {
    LastModifiedTime,
    DecreaseRequestsRemaining,
    MinimumLoadBalancerCapacity: { CapacityUnits: units },
    CapacityReservationState: zones.map(({ ZoneName }) => ({
      AvailabilityZone: ZoneName,
      EffectiveCapacityUnits: units / zones.length,
      State: { Code },
    })),
  };
}

/** The units that a request reserves; undefined when it ends the reservation. */
function requested(units: number | undefined, reset: boolean | undefined): number | undefined {
  if ((units === undefined) === !reset) {
    throw validationError('You must specify either a minimum load balancer capacity or a capacity reservation reset');
  }
  if (units !== undefined && units < 1) throw validationError(`Capacity units '${units}' must be greater than 0`);
  return units;
}

function checkSupported(region: Region, { LoadBalancerArn, Type }: LoadBalancerRecord, units: number): void {
  const secure = region.listeners.find((each) => each.LoadBalancerArn === LoadBalancerArn && each.Protocol === 'TLS');
  if (secure) {
    const message = 'Capacity reservations are not supported for Network Load Balancers with TLS listeners';
    throw new AwsError('InvalidConfigurationRequest', message);
  }
  if (Type !== 'application') return;
  checkLimit(region, 'reserved-lcus-per-application-load-balancer', units, (most) => {
    const message = `Capacity units '${units}' exceed the limit of '${most}' for an Application Load Balancer`;
    return new AwsError('CapacityUnitsLimitExceeded', message);
  });
}

function reserved(before: LoadBalancerRecord, units: number | undefined): CapacityReservation {
  const modified = new Date();
  const decreases = decreasesToday(before);
  const smaller = units !== undefined && units < (before.capacity?.units ?? 0);
  if (!smaller) return { units, modified, decreases };
  if (decreases.length >= DECREASES_A_DAY) {
    throw new AwsError(
      'CapacityDecreaseRequestLimitExceeded',
      `The capacity of load balancer '${before.LoadBalancerArn}' can be decreased only '${DECREASES_A_DAY}' times a day`,
    );
  }
  return { units, modified, decreases: [...decreases, modified] };
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/capacity-unit-reservation.html */
export const operations = {
  ModifyCapacityReservation(region: Region, input) {
    const before = existing(region, 'loadBalancers', input.LoadBalancerArn);
    const units = requested(input.MinimumLoadBalancerCapacity?.CapacityUnits, input.ResetCapacityReservation);
    if (units !== undefined) checkSupported(region, before, units);
    const after = { ...before, capacity: reserved(before, units) };
    return shown(region.loadBalancers.put(input.LoadBalancerArn!, after), 'pending');
  },

  DescribeCapacityReservation: (region: Region, { LoadBalancerArn }) =>
    shown(existing(region, 'loadBalancers', LoadBalancerArn), 'provisioned'),
} satisfies Elbv2Operations;
