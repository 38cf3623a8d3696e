import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import CollectionPreferences, {
  type CollectionPreferencesProps,
} from '@cloudscape-design/components/collection-preferences';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import PropertyFilter from '@cloudscape-design/components/property-filter';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { type ComponentType, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { AttributeValue } from './attribute-value.tsx';
import { ErrorAlert } from './error-alert.tsx';
import { useLoaded } from './loaded.ts';
import { useNotifications } from './notifications.tsx';
import { PageLink } from './page-link.tsx';
import { useRegionSearch } from './region.tsx';
import type { DialogProps, Resource } from './resource.ts';

const PAGE_SIZES = [10, 20, 50, 100];

/** The list page of a kind of resource: a table to filter, sort and choose columns of, and what can be done to one. */
export function ResourceTable({ resource }: { resource: Resource<unknown> }) {
  const { attributes, many, one, path } = resource;
  const { value, error } = useLoaded(resource.list);
  const [preferences, setPreferences] = useState<CollectionPreferencesProps.Preferences>({
    pageSize: 20,
    contentDisplay: attributes.map(({ id }) => ({ id, visible: resource.shown?.includes(id) ?? true })),
  });
  const rows = useMemo(() => (value ?? []).map((item) => rowOf(resource, item)), [resource, value]);
  const { items, actions, collectionProps, filteredItemsCount, paginationProps, propertyFilterProps } = useCollection(
    rows,
    {
      propertyFiltering: {
        filteringProperties: attributes.map(({ id, label }) => ({
          key: id,
          propertyLabel: label,
          groupValuesLabel: label,
          operators: ['=', '!=', ':', '!:'],
        })),
        empty: <Empty text={`No ${many.toLowerCase()}`} />,
        noMatch: (
          <Empty text="No matches">
            <Button onClick={() => actions.setPropertyFiltering({ tokens: [], operation: 'and' })}>
              Clear filters
            </Button>
          </Empty>
        ),
      },
      pagination: { pageSize: preferences.pageSize ?? 20 },
      sorting: {},
      selection: { trackBy: 'key' },
    },
  );
  const selected = collectionProps.selectedItems?.[0];
  return (
    <SpaceBetween size="m">
      <ErrorAlert error={error} />
      <Table
        {...collectionProps}
        items={items}
        variant="full-page"
        stickyHeader
        selectionType="single"
        loading={value === undefined && !error}
        loadingText={`Loading ${many.toLowerCase()}`}
        columnDefinitions={attributes.map((attribute) => ({
          id: attribute.id,
          header: attribute.label,
          sortingField: attribute.id,
          isRowHeader: attribute.id === 'id',
          cell: ({ item, key }: Row) =>
            attribute.id === 'id' ? (
              <PageLink to={`${path}/${encodeURIComponent(key)}`}>{attribute.value(item)}</PageLink>
            ) : (
              <AttributeValue attribute={attribute} item={item} />
            ),
        }))}
        columnDisplay={preferences.contentDisplay ?? []}
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={value && `(${value.length})`}
            actions={<TableActions resource={resource} item={selected?.item} />}
          >
            {many}
          </Header>
        }
        filter={
          <PropertyFilter
            {...propertyFilterProps}
            filteringPlaceholder={`Find ${many.toLowerCase()} by attribute or tag`}
            countText={`${filteredItemsCount} ${filteredItemsCount === 1 ? 'match' : 'matches'}`}
            expandToViewport
          />
        }
        pagination={<Pagination {...paginationProps} />}
        preferences={
          <CollectionPreferences
            title="Preferences"
            confirmLabel="Confirm"
            cancelLabel="Cancel"
            preferences={preferences}
            onConfirm={({ detail }) => setPreferences(detail)}
            pageSizePreference={{
              title: 'Page size',
              options: PAGE_SIZES.map((size) => ({ value: size, label: `${size} ${many.toLowerCase()}` })),
            }}
            contentDisplayPreference={{
              title: 'Columns',
              options: attributes.map(({ id, label }) => ({ id, label, alwaysVisible: id === 'id' })),
            }}
          />
        }
        ariaLabels={{
          tableLabel: many,
          selectionGroupLabel: `Select a ${one}`,
          itemSelectionLabel: (_, { key }) => `Select ${key}`,
        }}
      />
    </SpaceBetween>
  );
}

/** An item with its attributes' texts beside it, which the table sorts and filters by. */
type Row = { readonly item: unknown; readonly key: string } & { readonly [attribute: string]: unknown };

const rowOf = ({ attributes, idOf }: Resource<unknown>, item: unknown): Row => ({
  ...Object.fromEntries(attributes.map(({ id, value }) => [id, value(item)])),
  item,
  key: idOf(item),
});

function Empty({ text, children }: { text: string; children?: React.ReactNode }) {
  return (
    <Box textAlign="center" color="inherit" margin={{ vertical: 'xs' }}>
      <SpaceBetween size="m">
        <b>{text}</b>
        {children}
      </SpaceBetween>
    </Box>
  );
}

function TableActions({ resource, item }: { resource: Resource<unknown>; item: unknown }) {
  const [dialog, setDialog] = useState<'create' | undefined>();
  const navigate = useNavigate();
  const search = useRegionSearch();
  const { tell } = useNotifications();
  const { create } = resource;
  const Dialog = create?.dialog;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ResourceActions resource={resource} item={item} />
      {create && (
        <Button
          variant="primary"
          onClick={() => (create.page ? navigate(`/${create.page}${search}`) : setDialog('create'))}
        >
          {create.label}
        </Button>
      )}
      {dialog === 'create' && Dialog && (
        <Dialog
          onClose={(done) => {
            setDialog(undefined);
            if (done) tell(done);
          }}
        />
      )}
    </SpaceBetween>
  );
}

/** The menu of what can be done to the chosen resource; what cannot be done now says why. */
export function ResourceActions({ resource, item }: { resource: Resource<unknown>; item: unknown }) {
  const navigate = useNavigate();
  const search = useRegionSearch();
  const { tell } = useNotifications();
  const [open, setOpen] = useState<ComponentType<DialogProps<unknown>>>();
  const { actions = [] } = resource;
  if (actions.length === 0) return null;
  const Dialog = open;
  return (
    <>
      <ButtonDropdown
        disabled={item === undefined}
        items={actions.map(({ id, label, refused }) => {
          const why = item === undefined ? undefined : refused?.(item);
          return { id, text: label, disabled: why !== undefined, ...(why && { disabledReason: why }) };
        })}
        onItemClick={({ detail }) => {
          const action = actions.find(({ id }) => id === detail.id);
          if (action?.page) navigate(`/${action.page(item)}${search}`);
          else setOpen(() => action?.dialog);
        }}
      >
        Actions
      </ButtonDropdown>
      {Dialog && item !== undefined && (
        <Dialog
          item={item}
          onClose={(done) => {
            setOpen(undefined);
            if (done) tell(done);
          }}
        />
      )}
    </>
  );
}
