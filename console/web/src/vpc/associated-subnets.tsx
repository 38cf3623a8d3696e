import { DescribeSubnetsCommand, type Subnet } from '@aws-sdk/client-ec2';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { Clients } from '../clients.ts';
import { EditPage } from '../edit-page.tsx';
import { useLoaded } from '../loaded.ts';
import { nameOf } from '../tags.ts';

const subnets = async ({ ec2 }: Clients) => (await ec2.send(new DescribeSubnetsCommand({}))).Subnets ?? [];

/** What associates subnets with a route table or a network ACL. */
interface Association {
  readonly SubnetId?: string | undefined;
}

/** The association of a subnet, wherever it is. */
export const associationOf = <A extends Association>(
  holders: readonly { readonly Associations?: readonly A[] | undefined }[],
  subnet: string,
): A | undefined =>
  holders.flatMap(({ Associations = [] }) => Associations).find(({ SubnetId }) => SubnetId === subnet);

/** The page on which the subnets of a VPC are chosen that something of the VPC is associated with. */
export function AssociatedSubnets({
  path,
  id,
  vpc,
  associations,
  columns,
  save,
}: {
  /** Of the kind of resource. */
  path: string;
  id: string;
  vpc: string | undefined;
  associations: readonly Association[];
  /** What else is told of a subnet, beside its name and id. */
  columns: readonly TableProps.ColumnDefinition<Subnet>[];
  save(chosen: readonly string[]): Promise<void>;
}) {
  const { value: all = [] } = useLoaded(subnets);
  const [chosen, setChosen] = useState(() => associations.flatMap(({ SubnetId }) => SubnetId ?? []));
  const items = all.filter(({ VpcId }) => VpcId === vpc);
  return (
    <EditPage
      title="Edit subnet associations"
      description={id}
      back={`${path}/${id}`}
      done={`The subnet associations of ${id} were saved.`}
      work={() => save(chosen)}
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
          ...columns,
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
