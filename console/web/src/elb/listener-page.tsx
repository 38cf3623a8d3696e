import {
  AddListenerCertificatesCommand,
  DeleteListenerCommand,
  RemoveListenerCertificatesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { FactsTable } from '../facts-table.tsx';
import { DeleteDialog, FormDialog } from '../form-dialog.tsx';
import { Lines } from '../lines.tsx';
import { useNotifications } from '../notifications.tsx';
import { PageLink } from '../page-link.tsx';
import { useClients, useRegionSearch } from '../region.tsx';
import { TagsTable } from '../tags-table.tsx';
import { TextField } from '../text-field.tsx';
import { actionLines } from './action.ts';
import { isSecure, type ListenerPlace, protocolPort } from './listener.ts';
import { balancerPath } from './load-balancer.ts';
import { ManageTags } from './manage-tags.tsx';
import { OfListener } from './of-listener.tsx';
import { RulesTable } from './rules-table.tsx';

/** The page of a listener: its rules, its certificates, and what can be done to it. */
export const ListenerPage = () => <OfListener>{(place) => <Page place={place} />}</OfListener>;

function Page({ place }: { place: ListenerPlace }) {
  const { balancer, listener } = place;
  const secure = isSecure(listener.Protocol ?? '');
  return (
    <SpaceBetween size="m">
      <Header variant="h1" actions={<ListenerActions place={place} />}>
        {protocolPort(listener)}
      </Header>
      <Container header={<Header variant="h2">Details</Header>}>
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'Protocol:Port', value: protocolPort(listener) },
            {
              label: 'Load balancer',
              value: <PageLink to={balancerPath(balancer)}>{balancer.LoadBalancerName}</PageLink>,
            },
            { label: 'Default actions', value: <Lines lines={actionLines(listener.DefaultActions)} /> },
            { label: 'Security policy', value: listener.SslPolicy ?? 'Not applicable' },
            { label: 'Listener ARN', value: listener.ListenerArn },
          ]}
        />
      </Container>
      <Tabs
        tabs={[
          { id: 'rules', label: 'Rules', content: <RulesTable place={place} /> },
          ...(secure ? [{ id: 'certificates', label: 'Certificates', content: <Certificates place={place} /> }] : []),
          { id: 'tags', label: 'Tags', content: <TagsTable id={listener.ListenerArn ?? ''} tags={listener.Tags} /> },
        ]}
      />
    </SpaceBetween>
  );
}

function ListenerActions({ place: { balancer, listener, path } }: { place: ListenerPlace }) {
  const { elb } = useClients();
  const navigate = useNavigate();
  const search = useRegionSearch();
  const { tell } = useNotifications();
  const [open, setOpen] = useState<string>();
  const { ListenerArn = '' } = listener;
  const name = `the listener ${protocolPort(listener)}`;
  const close = (done?: string) => {
    setOpen(undefined);
    if (done) tell(done);
  };
  const remove = async () => {
    await elb.send(new DeleteListenerCommand({ ListenerArn }));
    close(`The listener ${protocolPort(listener)} was deleted.`);
    navigate(`/${balancerPath(balancer)}${search}`);
  };
  return (
    <>
      <ButtonDropdown
        ariaLabel="Listener actions"
        items={[
          { id: 'edit', text: 'Edit listener' },
          { id: 'tags', text: 'Manage tags' },
          { id: 'delete', text: 'Delete listener' },
        ]}
        onItemClick={({ detail: { id } }) => (id === 'edit' ? navigate(`/${path}/edit${search}`) : setOpen(id))}
      >
        Actions
      </ButtonDropdown>
      {open === 'tags' && <ManageTags arn={ListenerArn} name={name} tags={listener.Tags} onClose={close} />}
      {open === 'delete' && <DeleteDialog what={name} work={remove} onCancel={() => close()} />}
    </>
  );
}

function Certificates({ place: { certificates, listener } }: { place: ListenerPlace }) {
  const { elb } = useClients();
  const { tell } = useNotifications();
  const [adding, setAdding] = useState(false);
  const [arn, setArn] = useState('');
  const { ListenerArn } = listener;
  const naming = (CertificateArn: string | undefined) => ({ ListenerArn, Certificates: [{ CertificateArn }] });
  const add = async () => {
    await elb.send(new AddListenerCertificatesCommand(naming(arn)));
    setAdding(false);
    tell('The certificate was added.');
  };
  return (
    <>
      <FactsTable
        title="Listener certificates"
        items={certificates}
        actions={<Button onClick={() => setAdding(true)}>Add certificate</Button>}
        columns={{
          'Certificate ARN': ({ CertificateArn }) => CertificateArn,
          Default: ({ IsDefault }) => (IsDefault ? 'Yes' : 'No'),
          Remove: ({ CertificateArn, IsDefault }) => (
            <Button
              disabled={IsDefault ?? false}
              ariaLabel={`Remove ${CertificateArn}`}
              onClick={() => elb.send(new RemoveListenerCertificatesCommand(naming(CertificateArn)))}
            >
              Remove
            </Button>
          ),
        }}
      />
      {adding && (
        <FormDialog title="Add certificate" confirm="Add" work={add} onCancel={() => setAdding(false)}>
          <TextField label="Certificate ARN" value={arn} onChange={setArn} placeholder="arn:aws:acm:" />
        </FormDialog>
      )}
    </>
  );
}
