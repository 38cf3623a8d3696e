import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EC2Client, type EC2ClientConfig } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { STSClient } from '@aws-sdk/client-sts';

/** How to reach one Region of one account. Without `endpoint` it is AWS's own, without `credentials` the ordinary chain. */
export interface Connection {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: NonNullable<EC2ClientConfig['credentials']>;
  readonly profile?: string;
}

/** The SDK clients of one connection, each made when it is first used. */
export interface Clients {
  readonly connection: Connection;
  readonly ec2: EC2Client;
  readonly elbv2: ElasticLoadBalancingV2Client;
  readonly cloudformation: CloudFormationClient;
  readonly sts: STSClient;
}

/** Makes the clients of a connection. Nothing is called before a client sends a command. */
export function connect(connection: Connection): Clients {
  const config = Object.fromEntries(Object.entries(connection).filter(([, value]) => value !== undefined));
  const ec2 = once(() => new EC2Client({ ...config, region: connection.region }));
  const elbv2 = once(() => new ElasticLoadBalancingV2Client({ ...config, region: connection.region }));
  const cloudformation = once(() => new CloudFormationClient({ ...config, region: connection.region }));
  const sts = once(() => new STSClient({ ...config, region: connection.region }));
  return {
    connection,
    get ec2() {
      return ec2();
    },
    get elbv2() {
      return elbv2();
    },
    get cloudformation() {
      return cloudformation();
    },
    get sts() {
      return sts();
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
