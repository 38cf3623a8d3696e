import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { Evidence } from '../../../api.ts';
import { useWords } from '../language.tsx';

/** What DescribeTargetHealth answers, for all target groups of a lab. */
export function TargetHealth({ targets }: { targets: Evidence['targets'] }) {
  const { facts: words } = useWords();
  return (
    <Table
      header={<Header variant="h2">{words.targets}</Header>}
      ariaLabels={{ tableLabel: words.targets }}
      wrapLines
      items={targets}
      empty={<Box>{words.noTargets}</Box>}
      columnDefinitions={[
        { id: 'group', header: words.group, cell: ({ group }) => group },
        { id: 'target', header: words.target, isRowHeader: true, cell: ({ target }) => target },
        { id: 'port', header: words.port, cell: ({ port }) => port },
        { id: 'health', header: words.health, cell: ({ state }) => state },
        { id: 'reason', header: words.reason, cell: ({ reason }) => reason },
      ]}
    />
  );
}
