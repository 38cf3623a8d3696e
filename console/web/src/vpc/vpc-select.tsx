import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import type { Clients } from '../clients.ts';
import { ResourceSelect } from '../resource-select.tsx';
import { nameOf } from '../tags.ts';

const vpcs = async ({ ec2 }: Clients) =>
  ((await ec2.send(new DescribeVpcsCommand({}))).Vpcs ?? []).map((vpc) => ({
    id: vpc.VpcId ?? '',
    name: nameOf(vpc),
    more: vpc.CidrBlock ?? '',
  }));

export function VpcSelect(props: { value: string | undefined; onChange(id: string): void }) {
  return <ResourceSelect label="VPC" load={vpcs} {...props} />;
}
