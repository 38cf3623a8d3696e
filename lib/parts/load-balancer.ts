import type { Stack } from 'aws-cdk-lib';
import type { CfnInstance, CfnSecurityGroup, CfnSubnet, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { CfnListener, CfnListenerRule, CfnLoadBalancer, CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Uplink } from './vpc.ts';

/** An internet-facing Application Load Balancer with a node in each of the subnets, which listens on port 80. */
export function loadBalancer(
  stack: Stack,
  props: {
    subnets: readonly CfnSubnet[];
    securityGroup: CfnSecurityGroup;
    uplink: Uplink;
    /** What happens to a request that no rule is about. */
    otherwise: CfnListener.ActionProperty;
  },
): { loadBalancer: CfnLoadBalancer; listener: string } {
  const balancer = new CfnLoadBalancer(stack, 'LoadBalancer', {
    type: 'application',
    scheme: 'internet-facing',
    subnets: props.subnets.map((subnet) => subnet.ref),
    securityGroups: [props.securityGroup.attrGroupId],
  });
  balancer.addResourceDependency(props.uplink.attachment);
  const listener = new CfnListener(stack, 'Listener', {
    loadBalancerArn: balancer.ref,
    protocol: 'HTTP',
    port: 80,
    defaultActions: [props.otherwise],
  });
  return { loadBalancer: balancer, listener: listener.ref };
}

/** Forwards requests to a target group. */
export function forward(to: CfnTargetGroup) {
  return { type: 'forward', targetGroupArn: to.ref } as const;
}

/** A target group of instances that speak HTTP on one port; healthy means that `healthPath` answers 200. */
export function targetGroup(
  stack: Stack,
  id: string,
  props: { vpc: CfnVPC; port: number; healthPath: string; targets: readonly CfnInstance[] },
): CfnTargetGroup {
  return new CfnTargetGroup(stack, id, {
    vpcId: props.vpc.ref,
    targetType: 'instance',
    protocol: 'HTTP',
    port: props.port,
    healthCheckPath: props.healthPath,
    healthCheckIntervalSeconds: 10,
    healthyThresholdCount: 2,
    targets: props.targets.map((target) => ({ id: target.ref, port: props.port })),
  });
}

/** A listener rule that forwards requests for a path, and a host when one is given, to a target group. */
export function forwardRule(
  stack: Stack,
  id: string,
  props: { listener: string; priority: number; path: string; host?: string; to: CfnTargetGroup },
): CfnListenerRule {
  const host = props.host && { field: 'host-header', hostHeaderConfig: { values: [props.host] } };
  return new CfnListenerRule(stack, id, {
    listenerArn: props.listener,
    priority: props.priority,
    conditions: [{ field: 'path-pattern', pathPatternConfig: { values: [props.path] } }, ...(host ? [host] : [])],
    actions: [forward(props.to)],
  });
}
