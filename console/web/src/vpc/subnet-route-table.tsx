import type { Subnet } from '@aws-sdk/client-ec2';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useLoaded } from '../loaded.ts';
import { PageLink } from '../page-link.tsx';
import { Routes, routeTables } from './route-tables.tsx';

/** The route table in effect for a subnet: the one that it is associated with, else the VPC's main one. */
export function SubnetRouteTable({ subnet }: { subnet: Subnet }) {
  const { value: tables = [] } = useLoaded(routeTables.list);
  const explicit = tables.find(({ Associations = [] }) =>
    Associations.some(({ SubnetId }) => SubnetId !== undefined && SubnetId === subnet.SubnetId),
  );
  const main = tables.find(
    ({ Associations = [], VpcId }) => VpcId === subnet.VpcId && Associations.some(({ Main }) => Main),
  );
  const table = explicit ?? main;
  if (!table) return null;
  const { RouteTableId } = table;
  return (
    <SpaceBetween size="m">
      <div>
        Route table: <PageLink to={`vpc/route-tables/${RouteTableId}`}>{RouteTableId}</PageLink>
        {explicit ? '' : ' (main)'}
      </div>
      <Routes table={table} />
    </SpaceBetween>
  );
}
