import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { SSMClient } from '@aws-sdk/client-ssm';

/** The AWS SDK's own clients, pointed at the local AWS that serves this page. */
export interface Clients {
  readonly region: string;
  readonly ec2: EC2Client;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly cloudformation: CloudFormationClient;
  readonly ssm: SSMClient;
}

const made = new Map<string, Clients>();

/** The clients of a Region; the same ones each time. */
export function clientsOf(region: string): Clients {
  const config = {
    region,
    endpoint: location.origin,
    credentials: { accessKeyId: 'console', secretAccessKey: 'console' },
    // What the local AWS answers once it answers again; there is nothing to wait out.
    maxAttempts: 1,
  };
  const clients = made.get(region) ?? {
    region,
    ec2: new EC2Client(config),
    elb: new ElasticLoadBalancingV2Client(config),
    cloudformation: new CloudFormationClient(config),
    ssm: new SSMClient(config),
  };
  made.set(region, clients);
  return clients;
}
