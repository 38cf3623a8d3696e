import { DeleteRuleCommand, type Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { DeleteDialog } from '../form-dialog.tsx';
import { Lines } from '../lines.tsx';
import { useNotifications } from '../notifications.tsx';
import { useClients, useRegionSearch } from '../region.tsx';
import { nameOf } from '../tags.ts';
import { actionLines } from './action.ts';
import { conditionLine } from './condition.ts';
import { type ListenerPlace, lastOf } from './listener.ts';
import { ManageTags } from './manage-tags.tsx';
import type { Tagged } from './with-tags.ts';

type Opened = 'delete' | 'tags';

/** A listener's rules in the order in which they are asked, and what can be done to one. */
export function RulesTable({ place: { balancer, rules, path } }: { place: ListenerPlace }) {
  const [chosen, setChosen] = useState<string>();
  const [open, setOpen] = useState<Opened>();
  const navigate = useNavigate();
  const search = useRegionSearch();
  const rule = rules.find(({ RuleArn }) => RuleArn === chosen);
  const go = (to: string) => navigate(`/${path}/${to}${search}`);
  const fixed = rule?.IsDefault ?? true;
  const why = rule?.IsDefault ? { disabledReason: 'The default rule is edited with the listener.' } : {};
  const hasRules = balancer.Type === 'application';
  return (
    <>
      <Table
        items={rules}
        trackBy="RuleArn"
        wrapLines
        selectionType="single"
        selectedItems={rule ? [rule] : []}
        onSelectionChange={({ detail }) => setChosen(detail.selectedItems[0]?.RuleArn)}
        header={
          <Header
            variant="h2"
            counter={`(${rules.length})`}
            actions={
              hasRules && (
                <SpaceBetween direction="horizontal" size="xs">
                  <ButtonDropdown
                    ariaLabel="Rule actions"
                    items={[
                      { id: 'edit', text: 'Edit rule', disabled: fixed, ...why },
                      { id: 'reprioritize', text: 'Reprioritize rules' },
                      { id: 'tags', text: 'Manage tags', disabled: !rule },
                      { id: 'delete', text: 'Delete rule', disabled: fixed, ...why },
                    ]}
                    onItemClick={({ detail: { id } }) => {
                      if (id === 'edit') go(`rules/${lastOf(chosen)}/edit`);
                      else if (id === 'reprioritize') go('reprioritize-rules');
                      else setOpen(id === 'tags' ? 'tags' : 'delete');
                    }}
                  >
                    Actions
                  </ButtonDropdown>
                  <Button variant="primary" onClick={() => go('add-rule')}>
                    Add rule
                  </Button>
                </SpaceBetween>
              )
            }
          >
            Listener rules
          </Header>
        }
        columnDefinitions={[
          {
            id: 'priority',
            header: 'Priority',
            isRowHeader: true,
            cell: ({ Priority, IsDefault }) => (IsDefault ? 'Last (default)' : Priority),
          },
          { id: 'name', header: 'Name tag', cell: (each) => nameOf(each) || '–' },
          { id: 'conditions', header: 'Conditions (If)', cell: (each) => <Lines lines={conditionsOf(each)} /> },
          { id: 'actions', header: 'Actions (Then)', cell: ({ Actions }) => <Lines lines={actionLines(Actions)} /> },
        ]}
        ariaLabels={{
          tableLabel: 'Listener rules',
          selectionGroupLabel: 'Select a rule',
          itemSelectionLabel: (_, each) => `Select the rule at ${each.Priority}`,
        }}
      />
      {rule && open && <RuleDialog rule={rule} open={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

const conditionsOf = ({ Conditions = [], IsDefault }: Rule): string[] =>
  IsDefault ? ['If no other rule applies'] : Conditions.map(conditionLine);

function RuleDialog({ rule, open, onClose }: { rule: Tagged<Rule>; open: Opened; onClose(): void }) {
  const { elb } = useClients();
  const { tell } = useNotifications();
  const name = `the rule at priority ${rule.Priority}`;
  const close = (done?: string) => {
    onClose();
    if (done) tell(done);
  };
  if (open === 'tags') {
    return <ManageTags arn={rule.RuleArn ?? ''} name={name} tags={rule.Tags} onClose={close} />;
  }
  const remove = async () => {
    await elb.send(new DeleteRuleCommand({ RuleArn: rule.RuleArn }));
    close(`The rule at priority ${rule.Priority} was deleted.`);
  };
  return <DeleteDialog what={name} work={remove} onCancel={onClose} />;
}
