import { SetRulePrioritiesCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import Input from '@cloudscape-design/components/input';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { EditPage } from '../edit-page.tsx';
import { Lines } from '../lines.tsx';
import { useClients } from '../region.tsx';
import { actionLines } from './action.ts';
import { conditionLine } from './condition.ts';
import type { ListenerPlace } from './listener.ts';
import { OfListener } from './of-listener.tsx';

export const ReprioritizeRules = () => <OfListener>{(place) => <Editor place={place} />}</OfListener>;

/** All changes are made at once, so that two rules can change places. */
function Editor({ place: { listener, rules, path } }: { place: ListenerPlace }) {
  const { elb } = useClients();
  const [before] = useState(() =>
    rules
      .filter(({ IsDefault }) => !IsDefault)
      .map((rule) => ({ rule, arn: rule.RuleArn ?? '', was: rule.Priority ?? '' })),
  );
  const [wanted, setWanted] = useState<Readonly<Record<string, string>>>({});
  const save = async () => {
    const RulePriorities = before
      .filter(({ arn, was }) => (wanted[arn] ?? was) !== was)
      .map(({ arn }) => ({ RuleArn: arn, Priority: Number(wanted[arn]) }));
    if (RulePriorities.length > 0) await elb.send(new SetRulePrioritiesCommand({ RulePriorities }));
  };
  return (
    <EditPage
      title="Reprioritize rules"
      description={listener.ListenerArn ?? ''}
      back={path}
      done="The priorities of the rules were saved."
      work={save}
    >
      <Table
        items={before}
        trackBy="arn"
        empty="No rules but the default one"
        columnDefinitions={[
          {
            id: 'priority',
            header: 'Priority',
            cell: ({ arn, was }) => (
              <Input
                type="number"
                ariaLabel={`Priority of the rule at ${was}`}
                value={wanted[arn] ?? was}
                onChange={({ detail }) => setWanted((all) => ({ ...all, [arn]: detail.value }))}
              />
            ),
          },
          {
            id: 'conditions',
            header: 'Conditions (If)',
            isRowHeader: true,
            cell: ({ rule }) => <Lines lines={(rule.Conditions ?? []).map(conditionLine)} />,
          },
          { id: 'actions', header: 'Actions (Then)', cell: ({ rule }) => <Lines lines={actionLines(rule.Actions)} /> },
        ]}
        ariaLabels={{ tableLabel: 'Listener rules' }}
      />
    </EditPage>
  );
}
