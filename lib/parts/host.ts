import { CfnParameter, Fn, type Stack } from 'aws-cdk-lib';
import { CfnInstance, type CfnSecurityGroup, type CfnSubnet } from 'aws-cdk-lib/aws-ec2';
import type { CfnInstanceProfile } from 'aws-cdk-lib/aws-iam';

const IMAGE_PARAMETER = 'ImageId';
const IMAGE = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';

/**
 * The smallest Amazon Linux 2023 server, without a public address. What it does is said by `userData`, a shell script.
 * `forwards` turns off the source/destination check, as a router needs.
 */
export function host(
  stack: Stack,
  id: string,
  props: {
    subnet: CfnSubnet;
    securityGroups: readonly CfnSecurityGroup[];
    userData?: string;
    forwards?: boolean;
    profile?: CfnInstanceProfile;
  },
): CfnInstance {
  return new CfnInstance(stack, id, {
    imageId: latestImage(stack),
    instanceType: 't4g.nano',
    subnetId: props.subnet.ref,
    securityGroupIds: props.securityGroups.map((group) => group.attrGroupId),
    metadataOptions: { httpTokens: 'required' },
    ...(props.userData && { userData: Fn.base64(props.userData) }),
    ...(props.forwards && { sourceDestCheck: false }),
    ...(props.profile && { iamInstanceProfile: props.profile.ref }),
  });
}

/** The Region's current Amazon Linux 2023 image for Arm, read by CloudFormation from the public SSM parameter. */
function latestImage(stack: Stack): string {
  const known = stack.node.tryFindChild(IMAGE_PARAMETER) as CfnParameter | undefined;
  const parameter =
    known ??
    new CfnParameter(stack, IMAGE_PARAMETER, {
      type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
      default: IMAGE,
    });
  return parameter.valueAsString;
}
