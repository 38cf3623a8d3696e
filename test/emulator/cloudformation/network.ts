/** A VPC with a subnet and, beside it, a gateway. */
export const NETWORK = `
Parameters:
  Cidr: {Type: String, Default: 10.0.0.0/16}
  Dns: {Type: String, Default: "true"}
Resources:
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: !GetAtt Vpc.CidrBlock}
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: !Ref Cidr, EnableDnsSupport: !Ref Dns}
  Gateway: {Type: AWS::EC2::InternetGateway}
Outputs:
  VpcId: {Value: !Ref Vpc}
`;

/** The template with one more resource, made after the VPC. */
export const withExtra = NETWORK.replace('Outputs:', '  Extra: {Type: AWS::EC2::VPC, DependsOn: Vpc}\nOutputs:');
