import type { VpcEndpoint as EndpointFacts, VpcEndpointType } from '@aws-sdk/client-ec2';

/** https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html */
export interface VpcEndpoint {
  readonly id: string;
  readonly vpcId: string;
  readonly type: VpcEndpointType;
  /** `com.amazonaws.us-east-1.s3` */
  readonly serviceName: string;
  readonly available: boolean;
  readonly state: string;
  /** The public name of the service resolves to the endpoint's addresses in its VPC, if that has Amazon's DNS. */
  readonly privateDns: boolean;
  readonly interfaceIds: readonly string[];
  /** The JSON document of its policy; undefined where it has none. */
  readonly policy: string | undefined;
}

export function interpretVpcEndpoint(facts: EndpointFacts): VpcEndpoint {
  const state = (facts.State ?? 'available') as string;
  return {
    id: facts.VpcEndpointId ?? '',
    vpcId: facts.VpcId ?? '',
    type: facts.VpcEndpointType ?? 'Gateway',
    serviceName: facts.ServiceName ?? '',
    available: /^available$/i.test(state),
    state,
    privateDns: facts.PrivateDnsEnabled ?? false,
    interfaceIds: facts.NetworkInterfaceIds ?? [],
    policy: facts.PolicyDocument,
  };
}
