import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';

/** A table in a tab of a resource's page: a column for each label, and what stands in it. */
export function FactsTable<T>({
  title,
  items,
  columns,
  actions,
}: {
  title: string;
  items: readonly T[];
  /** The first column names the row. */
  columns: Readonly<Record<string, (item: T) => ReactNode>>;
  actions?: ReactNode;
}) {
  return (
    <Table
      items={items}
      empty={`No ${title.toLowerCase()}`}
      header={
        <Header variant="h2" counter={`(${items.length})`} actions={actions}>
          {title}
        </Header>
      }
      columnDefinitions={Object.entries(columns).map(([header, cell], index) => ({
        id: header,
        header,
        cell: (item: T) => cell(item) || '–',
        isRowHeader: index === 0,
      }))}
      ariaLabels={{ tableLabel: title }}
    />
  );
}
