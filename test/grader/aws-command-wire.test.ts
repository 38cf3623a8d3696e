import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awsCommand } from '../../grader/aws-command.ts';
import { runScript, withoutAwsCli } from './aws-cli.ts';

if (withoutAwsCli) console.log(`Commands are not compared with the AWS CLI: ${withoutAwsCli}.`);

const REFUSAL = '<Response><Errors><Error><Code>Seen</Code><Message>enough</Message></Error></Errors></Response>';
const bodies: string[] = [];
let server: Server;
let endpoint: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    bodies.push(Buffer.concat(await request.toArray()).toString());
    response.writeHead(400).end(REFUSAL);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const IpPermissions: ec2.IpPermission[] = [
  { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, UserIdGroupPairs: [{ GroupId: 'sg-2' }] },
  { IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/8', Description: "it's ours" }] },
];
const UserData = Buffer.from("#!/bin/bash\nnft 'add chain'\n").toString('base64');
const NetworkInterfaces = [{ DeviceIndex: 0, SubnetId: 'subnet-1', Groups: ['sg-1'], AssociatePublicIpAddress: true }];
const Filters = [{ Name: 'vpc-id', Values: ['vpc-1', 'vpc-2'] }];
const Conditions = [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/api', '/api/*'] } }];
const Actions: elbv2.Action[] = [{ Type: 'forward', TargetGroupArn: 'arn:t' }];
const entry = { NetworkAclId: 'acl-1', RuleNumber: 100, RuleAction: 'allow', CidrBlock: '0.0.0.0/0' } as const;

const commands = [
  new ec2.CreateNetworkAclEntryCommand({ ...entry, Egress: false, Protocol: '-1' }),
  new ec2.CreateNetworkAclEntryCommand({ ...entry, Egress: true, Protocol: '6', PortRange: { From: 1024, To: 65535 } }),
  new ec2.ModifyInstanceAttributeCommand({ InstanceId: 'i-1', SourceDestCheck: { Value: false } }),
  new ec2.ModifyInstanceAttributeCommand({ InstanceId: 'i-1', Groups: ['sg-1', 'sg-2'] }),
  new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId: 'sg-1', IpPermissions }),
  new ec2.RunInstancesCommand({ ImageId: 'ami-1', MinCount: 1, MaxCount: 1, UserData, NetworkInterfaces }),
  new ec2.DescribeSecurityGroupsCommand({ Filters }),
  new elbv2.SetRulePrioritiesCommand({ RulePriorities: [{ RuleArn: 'arn:r', Priority: 5 }] }),
  new elbv2.CreateRuleCommand({ ListenerArn: 'arn:l', Priority: 7, Conditions, Actions }),
  new elbv2.ModifyTargetGroupCommand({
    TargetGroupArn: 'arn:t',
    Matcher: { HttpCode: '200' },
    HealthCheckEnabled: true,
  }),
].map((command) => [command.constructor.name.replace(/Command$/, ''), command] as const);

test.skipIf(withoutAwsCli).each(commands)('the AWS CLI sends for %s what the SDK sends', async (operation, command) => {
  bodies.length = 0;
  const config = {
    region: 'us-east-1',
    endpoint,
    maxAttempts: 1,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  };
  const service = `${operation}Command` in ec2 ? 'ec2' : 'elbv2';
  const client = service === 'ec2' ? new ec2.EC2Client(config) : new elbv2.ElasticLoadBalancingV2Client(config);
  await expect((client as ec2.EC2Client).send(command as ec2.DescribeVpcsCommand)).rejects.toThrow();
  const script = awsCommand(service, operation, { ...command.input }).join(' \\\n  ');
  const { output } = await runScript(script, endpoint).catch((error: Error) => ({ output: error.message }));
  expect(bodies.length, output).toBe(2);
  const [sdk, cli] = bodies.map((body) => {
    const { ClientToken: _, ...parameters } = Object.fromEntries(new URLSearchParams(body));
    return parameters;
  });
  expect(cli).toEqual(sdk);
});
