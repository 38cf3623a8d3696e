import { CreateRuleCommand, ModifyRuleCommand, type Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { useParams } from 'react-router';
import { EditPage } from '../edit-page.tsx';
import { useClients } from '../region.tsx';
import { tagsOf } from '../tags.ts';
import { TextField } from '../text-field.tsx';
import { actionsOf, editedAction } from './action.ts';
import { ActionFields } from './action-fields.tsx';
import { type EditedCondition, editedCondition, ruleCondition } from './condition.ts';
import { ConditionFields } from './condition-fields.tsx';
import { type ListenerPlace, lastOf, protocolPort } from './listener.ts';
import { OfListener } from './of-listener.tsx';

export const AddRule = () => <OfListener>{(place) => <Editor place={place} />}</OfListener>;

export function EditRule() {
  const { rule: id = '' } = useParams();
  return (
    <OfListener>
      {(place) => {
        const rule = place.rules.find(({ RuleArn }) => lastOf(RuleArn) === id);
        return rule ? <Editor key={id} place={place} rule={rule} /> : `There is no rule ${id} in this listener.`;
      }}
    </OfListener>
  );
}

/** A free priority behind all that are taken. */
const nextPriority = ({ rules }: ListenerPlace): string =>
  String(Math.max(0, ...rules.map(({ Priority }) => Number(Priority) || 0)) + 1);

/** The form of a rule; of a new one when none is given. */
function Editor({ place, rule }: { place: ListenerPlace; rule?: Rule }) {
  const { elb } = useClients();
  const { balancer, listener, path } = place;
  const [name, setName] = useState('');
  const [priority, setPriority] = useState(() => nextPriority(place));
  const [conditions, setConditions] = useState<readonly EditedCondition[]>(() =>
    (rule?.Conditions ?? []).map(editedCondition),
  );
  const [action, setAction] = useState(() => editedAction(rule?.Actions));
  const { ListenerArn } = listener;
  const save = async () => {
    const Conditions = conditions.map(ruleCondition);
    const Actions = actionsOf(action);
    if (rule) {
      await elb.send(new ModifyRuleCommand({ RuleArn: rule.RuleArn, Conditions, Actions }));
      return;
    }
    const named = name === '' ? {} : { Tags: tagsOf([{ key: 'Name', value: name }]) };
    await elb.send(new CreateRuleCommand({ ListenerArn, Priority: Number(priority), Conditions, Actions, ...named }));
  };
  return (
    <EditPage
      title={rule ? 'Edit rule' : 'Add rule'}
      description={`${balancer.LoadBalancerName}, ${protocolPort(listener)}`}
      back={path}
      done={rule ? `The rule at priority ${rule.Priority} was saved.` : `The rule at priority ${priority} was added.`}
      work={save}
    >
      {!rule && (
        <Container header={<Header variant="h2">Name and priority</Header>}>
          <TextField label="Name - optional" value={name} onChange={setName} />
          <TextField
            label="Priority"
            description="Rules are evaluated in priority order, from the lowest value to the highest: 1 to 50000."
            type="number"
            value={priority}
            onChange={setPriority}
          />
        </Container>
      )}
      <Container header={<Header variant="h2">Conditions</Header>}>
        <ConditionFields conditions={conditions} onChange={setConditions} />
      </Container>
      <Container header={<Header variant="h2">Actions</Header>}>
        <ActionFields
          from={{ vpc: balancer.VpcId, application: balancer.Type === 'application' }}
          action={action}
          onChange={setAction}
        />
      </Container>
    </EditPage>
  );
}
