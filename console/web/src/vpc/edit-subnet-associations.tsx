import {
  AssociateRouteTableCommand,
  DescribeSubnetsCommand,
  DisassociateRouteTableCommand,
  type EC2Client,
  ReplaceRouteTableAssociationCommand,
  type RouteTable,
} from '@aws-sdk/client-ec2';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { Clients } from '../clients.ts';
import { EditPage } from '../edit-page.tsx';
import { useLoaded } from '../loaded.ts';
import { useClients } from '../region.tsx';
import { Gone, useResource } from '../resource-page.tsx';
import { nameOf } from '../tags.ts';
import { routeTables } from './route-tables.tsx';

const subnets = async ({ ec2 }: Clients) => (await ec2.send(new DescribeSubnetsCommand({}))).Subnets ?? [];

export function EditSubnetAssociations() {
  const { all, id, item } = useResource(routeTables);
  if (!all) return null;
  return item ? <Editor key={id} table={item} tables={all} /> : <Gone one="route table" id={id} />;
}

/** The explicit association of a subnet, wherever it is. */
const associationOf = (tables: readonly RouteTable[], subnet: string) =>
  tables.flatMap(({ Associations = [] }) => Associations).find(({ SubnetId }) => SubnetId === subnet);

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
  const { value: all = [] } = useLoaded(subnets);
  const { RouteTableId = '', Associations = [] } = table;
  const [chosen, setChosen] = useState(() => Associations.flatMap(({ SubnetId }) => SubnetId ?? []));
  const items = all.filter(({ VpcId }) => VpcId === table.VpcId);
  return (
    <EditPage
      title="Edit subnet associations"
      description={RouteTableId}
      back={`vpc/route-tables/${RouteTableId}`}
      done={`The subnet associations of ${RouteTableId} were saved.`}
      work={() => save(ec2, table, tables, chosen)}
    >
      <Table
        items={items}
        trackBy="SubnetId"
        selectionType="multi"
        selectedItems={items.filter(({ SubnetId = '' }) => chosen.includes(SubnetId))}
        onSelectionChange={({ detail }) => setChosen(detail.selectedItems.map(({ SubnetId = '' }) => SubnetId))}
        columnDefinitions={[
          { id: 'name', header: 'Name', cell: (subnet) => nameOf(subnet) || '–' },
          { id: 'id', header: 'Subnet ID', cell: ({ SubnetId }) => SubnetId, isRowHeader: true },
          { id: 'cidr', header: 'IPv4 CIDR', cell: ({ CidrBlock }) => CidrBlock },
          {
            id: 'table',
            header: 'Route table ID',
            cell: ({ SubnetId = '' }) => associationOf(tables, SubnetId)?.RouteTableId ?? 'Main',
          },
        ]}
        ariaLabels={{
          tableLabel: 'Available subnets',
          selectionGroupLabel: 'Subnets',
          allItemsSelectionLabel: () => 'Select all subnets',
          itemSelectionLabel: (_, { SubnetId }) => `Select ${SubnetId}`,
        }}
      />
    </EditPage>
  );
}
