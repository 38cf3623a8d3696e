import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { Named, Probe } from '../../../api.ts';
import { useWords } from '../language.tsx';
import { isPort } from '../port.ts';
import { usePost } from './api.ts';
import { Failure } from './failure.tsx';
import { Lines } from './markdown.tsx';
import { NamedSelect } from './named-select.tsx';

/** Tries a connection, as `curl` would from a host. */
export function ProbeForm({ id, ends }: { id: string; ends: readonly Named[] }) {
  const { probe: words } = useWords();
  const post = usePost();
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState<string>();
  const [port, setPort] = useState('80');
  const [path, setPath] = useState('/');
  const [host, setHost] = useState('');
  const [probe, setProbe] = useState<Probe>();
  const [failure, setFailure] = useState<unknown>();
  const connect = () => {
    setFailure(undefined);
    setProbe(undefined);
    post<Probe>(`cases/${id}/probe`, { from, to, port: Number(port), path: path || '/', ...(host && { host }) }).then(
      setProbe,
      setFailure,
    );
  };
  return (
    <Container
      header={
        <Header variant="h2" description={words.about}>
          {words.heading}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <ColumnLayout columns={3}>
          <NamedSelect label={words.from} among={ends} chosen={from} onChoose={setFrom} />
          <NamedSelect label={words.to} among={ends} chosen={to} onChoose={setTo} />
          <FormField label={words.port} errorText={isPort(port) ? undefined : words.portFault}>
            <Input value={port} inputMode="numeric" onChange={({ detail }) => setPort(detail.value)} />
          </FormField>
          <FormField label={words.path} description={words.optional}>
            <Input value={path} onChange={({ detail }) => setPath(detail.value)} />
          </FormField>
          <FormField label={words.host} description={words.optional}>
            <Input value={host} onChange={({ detail }) => setHost(detail.value)} />
          </FormField>
        </ColumnLayout>
        <Button variant="primary" disabled={!from || !to || !isPort(port)} onClick={connect}>
          {words.connect}
        </Button>
        <Failure error={failure} />
        {probe ? <Outcome probe={probe} /> : null}
      </SpaceBetween>
    </Container>
  );
}

const STATUS = { connected: 'success', refused: 'error', 'timed out': 'error' } as const;

function Outcome({ probe: { outcome, seconds, status, output, flowLog } }: { probe: Probe }) {
  const { probe: words } = useWords();
  const said = [words.outcomes[outcome], words.after(seconds), ...(status === undefined ? [] : [words.http(status)])];
  return (
    <SpaceBetween size="s">
      <StatusIndicator type={(status ?? 200) < 400 ? STATUS[outcome] : 'warning'}>{said.join(', ')}</StatusIndicator>
      <Lines text={output} />
      <Box variant="h4">{words.flowLog}</Box>
      {flowLog.length > 0 ? <Lines text={flowLog.join('\n')} /> : <Box>{words.noFlowLog}</Box>}
    </SpaceBetween>
  );
}
