import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { Step, Walk } from '../../../api.ts';
import { useLanguage } from '../language.tsx';
import { MAP_WORDS } from './words.ts';

const TYPES = { pass: 'success', drop: 'error', unknown: 'warning' } as const;

/** The steps of a packet as far as it has come, the latest marked by where the table ends. */
export function PacketSteps({ walk, seen }: { walk: Walk; seen: number }) {
  const { language } = useLanguage();
  const words = MAP_WORDS[language];
  const verdicts = { pass: words.passes, drop: words.drops, unknown: words.unsure };
  const arrived = seen >= walk.steps.length;
  return (
    <Table
      items={walk.steps.slice(0, seen).map((step, index) => ({ ...step, index }))}
      trackBy="index"
      variant="embedded"
      header={arrived ? <StatusIndicator type={arrivedAs(walk)}>{words.verdicts[walk.verdict]}</StatusIndicator> : null}
      columnDefinitions={[
        { id: 'way', header: words.way, cell: ({ direction }: Step) => words.ways[direction] },
        {
          id: 'component',
          header: words.component,
          cell: ({ component }) => component,
          isRowHeader: true,
          minWidth: 210,
        },
        {
          id: 'verdict',
          header: words.at,
          minWidth: 230,
          cell: ({ kind, verdict }) => (
            <StatusIndicator type={TYPES[verdict]}>
              {kind}: {verdicts[verdict]}
            </StatusIndicator>
          ),
        },
        { id: 'says', header: words.says, cell: ({ says }) => says || '–', minWidth: 260 },
      ]}
      wrapLines
      ariaLabels={{ tableLabel: words.steps }}
    />
  );
}

const arrivedAs = ({ verdict }: Walk) =>
  verdict === 'reachable' ? 'success' : verdict === 'blocked' ? 'error' : 'warning';
