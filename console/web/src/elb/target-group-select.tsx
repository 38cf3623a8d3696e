import { useLoaded } from '../loaded.ts';
import { ChoiceField } from '../text-field.tsx';
import { targetGroupsIn } from './target-group.ts';

/** What forwards: groups of HTTP belong to Application Load Balancers, all others to Network Load Balancers. */
export interface Forwarder {
  readonly vpc: string | undefined;
  readonly application: boolean;
}

const isHttp = (protocol = 'HTTP') => protocol.startsWith('HTTP');

/** A field for one of the target groups that a load balancer can forward to. */
export function TargetGroupSelect({
  from: { vpc, application },
  ...field
}: {
  from: Forwarder;
  label: string;
  value: string;
  onChange(arn: string): void;
}) {
  const { value: groups = [] } = useLoaded(targetGroupsIn);
  const among = groups
    .filter(({ Protocol, VpcId = vpc }) => VpcId === vpc && isHttp(Protocol) === application)
    .map(({ TargetGroupArn = '', TargetGroupName = '', Protocol, Port, TargetType }) => ({
      value: TargetGroupArn,
      label: TargetGroupName,
      description: `${Protocol}:${Port}, target type ${TargetType}`,
    }));
  return <ChoiceField {...field} among={among} />;
}
