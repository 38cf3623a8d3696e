import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Walk } from '../../../api.ts';
import { usePost } from '../lab/api.ts';
import { Failure } from '../lab/failure.tsx';
import { useLanguage } from '../language.tsx';
import { isPort } from '../port.ts';
import type { Topology } from './topology.ts';
import { MAP_WORDS } from './words.ts';

/** What a connection can start or end at: hosts, load balancers once each, and the internet. */
function endsOf({ zones }: Topology, internet: string) {
  const spots = zones.flatMap(({ subnets }) => subnets.flatMap((subnet) => subnet.spots));
  const ends = spots
    .filter(({ kind }) => kind === 'Instance' || kind === 'Load balancer')
    .map(({ id, kind, name }) => ({ value: id.split('@')[0] ?? id, label: name || id, description: kind }));
  const unique = [...new Map(ends.map((end) => [end.value, end])).values()];
  return [...unique, { value: 'internet', label: internet }];
}

/** Asks for the way of a packet between two ends on the map. */
export function PacketForm({ topology, onWalk }: { topology: Topology; onWalk(walk: Walk | undefined): void }) {
  const { language } = useLanguage();
  const words = MAP_WORDS[language];
  const post = usePost();
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState<string>();
  const [port, setPort] = useState('443');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const ends = endsOf(topology, words.internet);
  const follow = () => {
    setBusy(true);
    setFailure(undefined);
    onWalk(undefined);
    post<Walk>('walk', { from, to, port: Number(port) })
      .then(onWalk, setFailure)
      .finally(() => setBusy(false));
  };
  const end = (label: string, value: string | undefined, choose: (id: string) => void) => (
    <FormField label={label}>
      <Select
        options={ends}
        selectedOption={ends.find((each) => each.value === value) ?? null}
        onChange={({ detail }) => choose(detail.selectedOption.value ?? '')}
        placeholder={words.choose}
        filteringType="auto"
        expandToViewport
      />
    </FormField>
  );
  return (
    <Container
      header={
        <Header
          variant="h3"
          description={words.about}
          actions={
            <Button disabled={!from || !to || !isPort(port)} loading={busy} onClick={follow}>
              {words.go}
            </Button>
          }
        >
          {words.heading}
        </Header>
      }
    >
      <SpaceBetween size="s">
        <ColumnLayout columns={3}>
          {end(words.from, from, setFrom)}
          {end(words.to, to, setTo)}
          <FormField label={words.port}>
            <Input value={port} inputMode="numeric" onChange={({ detail }) => setPort(detail.value)} />
          </FormField>
        </ColumnLayout>
        <Failure error={failure} />
      </SpaceBetween>
    </Container>
  );
}
