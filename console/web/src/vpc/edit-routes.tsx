import type { RouteTable } from '@aws-sdk/client-ec2';
import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { EditPage } from '../edit-page.tsx';
import { type Keyed, useEditedRows } from '../edited-rows.ts';
import { useLoaded } from '../loaded.ts';
import { useClients } from '../region.tsx';
import { Gone, useResource } from '../resource-page.tsx';
import { destinationOf, type EditedRoute, isFixed, isLocal, saveRoutes, targetOf } from './route.ts';
import { routeTables } from './route-tables.tsx';
import { localTargets, RouteTargetSelect, routeTargets } from './route-target-select.tsx';

export function EditRoutes() {
  const { all, id, item } = useResource(routeTables);
  if (!all) return null;
  return item ? <Editor key={id} id={id} table={item} /> : <Gone one="route table" id={id} />;
}

interface Row extends EditedRoute, Keyed {
  readonly fixed: boolean;
  /** Whether it is one of the VPC's own, of which only the target can be replaced. */
  readonly local: boolean;
}

function Editor({ id, table }: { id: string; table: RouteTable }) {
  const { ec2 } = useClients();
  const { value: groups = [] } = useLoaded(routeTargets);
  const [before] = useState<readonly Row[]>(() =>
    (table.Routes ?? []).map((route) => ({
      key: destinationOf(route),
      destination: destinationOf(route),
      target: targetOf(route),
      fixed: isFixed(route),
      local: isLocal(route),
    })),
  );
  const { rows, change, remove, add } = useEditedRows(before);
  const changeable = (all: readonly Row[]) => all.filter(({ fixed }) => !fixed);
  return (
    <EditPage
      title="Edit routes"
      description={id}
      back={`vpc/route-tables/${id}`}
      done={`The routes of ${id} were saved.`}
      work={() => saveRoutes(ec2, id, changeable(before), changeable(rows))}
    >
      <Table
        items={rows}
        trackBy="key"
        empty="No routes"
        columnDefinitions={[
          {
            id: 'destination',
            header: 'Destination',
            isRowHeader: true,
            cell: ({ key, destination, fixed, local }) =>
              fixed || local ? (
                destination
              ) : (
                <Input
                  value={destination}
                  onChange={({ detail }) => change(key, { destination: detail.value.trim() })}
                  placeholder="0.0.0.0/0"
                  ariaLabel={`Destination ${destination}`}
                />
              ),
          },
          {
            id: 'target',
            header: 'Target',
            minWidth: 320,
            cell: ({ key, destination, target, fixed, local }) =>
              fixed ? (
                target
              ) : (
                <RouteTargetSelect
                  groups={local ? localTargets(groups) : groups}
                  value={target}
                  onChange={(id) => change(key, { target: id })}
                  label={`Target of ${destination}`}
                />
              ),
          },
          {
            id: 'remove',
            header: 'Remove',
            cell: ({ key, destination, fixed, local }) => (
              <Button
                formAction="none"
                disabled={fixed || local}
                ariaLabel={`Remove ${destination}`}
                onClick={() => remove(key)}
              >
                Remove
              </Button>
            ),
          },
        ]}
        ariaLabels={{ tableLabel: 'Routes' }}
      />
      <Button
        formAction="none"
        iconName="add-plus"
        onClick={() => add({ destination: '', target: '', fixed: false, local: false })}
      >
        Add route
      </Button>
    </EditPage>
  );
}
