import * as ec2 from '@aws-sdk/client-ec2';
import type { Lab } from '../scenario.ts';

/** The full name of an AWS service in the lab's Region. */
async function serviceName({ ec2: client }: Lab, name: string): Promise<string> {
  return `com.amazonaws.${await client.config.region()}.${name}`;
}

/** The endpoints of a service in a VPC, the oldest first. */
export async function endpointsOf(lab: Lab, vpc: string, name: string): Promise<ec2.VpcEndpoint[]> {
  const Filters = [
    { Name: 'vpc-id', Values: [vpc] },
    { Name: 'service-name', Values: [await serviceName(lab, name)] },
  ];
  return (await lab.ec2.send(new ec2.DescribeVpcEndpointsCommand({ Filters }))).VpcEndpoints ?? [];
}

/** Changes an endpoint: its route tables, groups, policy or private DNS. */
export async function modifyEndpoint(
  { ec2: client }: Lab,
  VpcEndpointId: string,
  change: Omit<ec2.ModifyVpcEndpointCommandInput, 'VpcEndpointId'>,
): Promise<void> {
  await client.send(new ec2.ModifyVpcEndpointCommand({ VpcEndpointId, ...change }));
}

/** Makes an endpoint of a service and answers its id. */
export async function createEndpoint(
  lab: Lab,
  VpcId: string,
  name: string,
  options: Omit<ec2.CreateVpcEndpointCommandInput, 'VpcId' | 'ServiceName'>,
): Promise<string> {
  const ServiceName = await serviceName(lab, name);
  const { VpcEndpoint } = await lab.ec2.send(new ec2.CreateVpcEndpointCommand({ VpcId, ServiceName, ...options }));
  return VpcEndpoint?.VpcEndpointId ?? '';
}

/** The id of AWS's prefix list of a service. */
export async function prefixListOf(lab: Lab, name: string): Promise<string> {
  const Filters = [{ Name: 'prefix-list-name', Values: [await serviceName(lab, name)] }];
  const { PrefixLists } = await lab.ec2.send(new ec2.DescribePrefixListsCommand({ Filters }));
  return PrefixLists?.[0]?.PrefixListId ?? '';
}

/** Attaches a new internet gateway to a VPC and answers its id. */
export async function attachInternetGateway({ ec2: client }: Lab, VpcId: string): Promise<string> {
  const { InternetGateway } = await client.send(new ec2.CreateInternetGatewayCommand({}));
  const InternetGatewayId = InternetGateway?.InternetGatewayId ?? '';
  await client.send(new ec2.AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
  return InternetGatewayId;
}
