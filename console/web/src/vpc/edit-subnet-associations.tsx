import {
  AssociateRouteTableCommand,
  DisassociateRouteTableCommand,
  type EC2Client,
  ReplaceRouteTableAssociationCommand,
  type RouteTable,
} from '@aws-sdk/client-ec2';
import { useClients } from '../region.tsx';
import { Gone, useResource } from '../resource-page.tsx';
import { AssociatedSubnets, associationOf } from './associated-subnets.tsx';
import { routeTables } from './route-tables.tsx';

export function EditSubnetAssociations() {
  const { all, id, item } = useResource(routeTables);
  if (!all) return null;
  return item ? <Editor key={id} table={item} tables={all} /> : <Gone one="route table" id={id} />;
}

async function save(ec2: EC2Client, table: RouteTable, tables: readonly RouteTable[], wanted: readonly string[]) {
  const { RouteTableId, Associations = [] } = table;
  for (const { RouteTableAssociationId: AssociationId, SubnetId } of Associations) {
    if (SubnetId && !wanted.includes(SubnetId)) await ec2.send(new DisassociateRouteTableCommand({ AssociationId }));
  }
  for (const SubnetId of wanted) {
    const now = associationOf(tables, SubnetId);
    const AssociationId = now?.RouteTableAssociationId;
    if (now?.RouteTableId === RouteTableId) continue;
    await (AssociationId
      ? ec2.send(new ReplaceRouteTableAssociationCommand({ AssociationId, RouteTableId }))
      : ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId })));
  }
}

function Editor({ table, tables }: { table: RouteTable; tables: readonly RouteTable[] }) {
  const { ec2 } = useClients();
  const { RouteTableId = '', Associations = [], VpcId } = table;
  return (
    <AssociatedSubnets
      path={routeTables.path}
      id={RouteTableId}
      vpc={VpcId}
      associations={Associations}
      columns={[
        { id: 'cidr', header: 'IPv4 CIDR', cell: ({ CidrBlock }) => CidrBlock },
        {
          id: 'table',
          header: 'Route table ID',
          cell: ({ SubnetId = '' }) => associationOf(tables, SubnetId)?.RouteTableId ?? 'Main',
        },
      ]}
      save={(chosen) => save(ec2, table, tables, chosen)}
    />
  );
}
