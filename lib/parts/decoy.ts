import type { Stack } from 'aws-cdk-lib';
import type { CfnVPC } from 'aws-cdk-lib/aws-ec2';
import type { Terms } from '../terms.ts';
import { targetGroup } from './load-balancer.ts';
import { securityGroup } from './security-group.ts';
import { routeTable } from './vpc.ts';

/** Something that a learner will look at and that has nothing to do with the case; which, the terms say. */
export function decoy(stack: Stack, { decoy }: Pick<Terms, 'decoy'>, vpc: CfnVPC): void {
  switch (decoy) {
    case 'security group':
      securityGroup(stack, 'MonitoringSecurityGroup', { vpc, description: 'Monitoring', egress: [] });
      break;
    case 'route table':
      routeTable(stack, 'ReportingRouteTable', vpc);
      break;
    case 'target group':
      targetGroup(stack, 'CampaignTargets', { vpc, port: 8000, healthPath: '/', targets: [] });
      break;
  }
}
