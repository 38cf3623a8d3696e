import {
  type AnalysisComponent,
  DeleteNetworkInsightsAnalysisCommand,
  type Explanation,
  type NetworkInsightsAnalysis,
  type PathComponent,
} from '@aws-sdk/client-ec2';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { DeleteDialog } from '../form-dialog.tsx';
import { Lines } from '../lines.tsx';
import { useNotifications } from '../notifications.tsx';
import { useClients, useRegionSearch } from '../region.tsx';
import { ResourceLink } from '../resource-link.tsx';
import { Gone, useResource } from '../resource-page.tsx';
import { type AnalysedPath, outcomeOf, pathOf } from './path.ts';
import { paths } from './paths.tsx';
import { factsOf, headerText, ruleLines } from './words.ts';

/** What each code means. */
const CODES = 'https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html';

export function AnalysisPage() {
  const { analysis: wanted = '' } = useParams();
  const { all, id, item } = useResource(paths);
  if (!all) return null;
  if (!item) return <Gone one="path" id={id} />;
  const analysis = item.analyses.find(({ NetworkInsightsAnalysisId }) => NetworkInsightsAnalysisId === wanted);
  return analysis ? <Analysis path={item} analysis={analysis} /> : <Gone one="analysis" id={wanted} />;
}

function Analysis({ path, analysis }: { path: AnalysedPath; analysis: NetworkInsightsAnalysis }) {
  const { NetworkInsightsAnalysisId: id = '', Explanations = [] } = analysis;
  const { word, mark } = outcomeOf(analysis);
  return (
    <SpaceBetween size="m">
      <Header variant="h1" actions={<Delete path={path} id={id} />}>
        {id}
      </Header>
      <Container header={<Header variant="h2">Analysis</Header>}>
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'Reachability status', value: <StatusIndicator type={mark}>{word}</StatusIndicator> },
            { label: 'State', value: analysis.Status },
            { label: 'Analysis date', value: analysis.StartDate?.toLocaleString() },
            { label: 'Path ID', value: <ResourceLink id={path.NetworkInsightsPathId ?? ''} /> },
            { label: 'Source', value: <ResourceLink id={path.Source ?? ''} /> },
            { label: 'Destination', value: <ResourceLink id={path.Destination ?? ''} /> },
            { label: 'Protocol', value: path.Protocol },
            { label: 'Warning', value: analysis.WarningMessage ?? '–' },
          ]}
        />
      </Container>
      {Explanations.length > 0 && <ExplanationList explanations={Explanations} />}
      <Components title="Forward path" components={analysis.ForwardPathComponents ?? []} />
      <Components title="Return path" components={analysis.ReturnPathComponents ?? []} />
    </SpaceBetween>
  );
}

function ExplanationList({ explanations }: { explanations: readonly Explanation[] }) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            <Link external href={CODES}>
              Reachability Analyzer explanation codes
            </Link>
          }
        >
          Explanations
        </Header>
      }
    >
      <SpaceBetween size="l">
        {explanations.map((each, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: explanations have no ids
          <ExplanationFacts key={index} explanation={each} />
        ))}
      </SpaceBetween>
    </Container>
  );
}

function ExplanationFacts({ explanation }: { explanation: Explanation }) {
  return (
    <SpaceBetween size="xs">
      <StatusIndicator type="error">{explanation.ExplanationCode}</StatusIndicator>
      <KeyValuePairs
        columns={4}
        items={factsOf(explanation).map(({ label, components, text }) => ({
          label,
          value: components.length > 0 ? <Named components={components} /> : text,
        }))}
      />
    </SpaceBetween>
  );
}

const Named = ({ components }: { components: readonly AnalysisComponent[] }) =>
  components.map((component) => (
    <div key={component.Id}>
      <NamedOne component={component} />
    </div>
  ));

/** What Elastic Load Balancing has is known by its ARN, and called by its name. */
function NamedOne({ component: { Id = '', Arn = '', Name } }: { component: AnalysisComponent }) {
  if (Arn.includes(':elasticloadbalancing:')) return <ResourceLink id={Arn}>{Name ?? Id}</ResourceLink>;
  return (
    <>
      <ResourceLink id={Id} />
      {Name ? ` (${Name})` : ''}
    </>
  );
}

/** The components hop by hop; the one that stops the packets says why. */
function Components({ title, components }: { title: string; components: readonly PathComponent[] }) {
  if (components.length === 0) return null;
  return (
    <Table
      items={components}
      wrapLines
      header={
        <Header variant="h2" counter={`(${components.length})`}>
          {title}
        </Header>
      }
      columnDefinitions={[
        { id: 'number', header: '#', cell: ({ SequenceNumber }) => SequenceNumber },
        {
          id: 'component',
          header: 'Component',
          isRowHeader: true,
          cell: ({ Component = {} }) => <Named components={[Component]} />,
        },
        { id: 'rule', header: 'Rule or route', cell: (each) => <Lines lines={ruleLines(each)} /> },
        {
          id: 'header',
          header: 'Packet header',
          cell: ({ InboundHeader, OutboundHeader }) => (
            <Lines
              lines={[
                ...(InboundHeader ? [`Inbound ${headerText(InboundHeader)}`] : []),
                ...(OutboundHeader ? [`Outbound ${headerText(OutboundHeader)}`] : []),
              ]}
            />
          ),
        },
        {
          id: 'place',
          header: 'Subnet and VPC',
          cell: ({ Subnet, Vpc }) => <Named components={[Subnet, Vpc].flatMap((each) => each ?? [])} />,
        },
        {
          id: 'explanation',
          header: 'Explanation',
          cell: ({ Explanations = [], AdditionalDetails = [] }) => (
            <>
              {Explanations.map(({ ExplanationCode }) => (
                <StatusIndicator key={ExplanationCode} type="error">
                  {ExplanationCode}
                </StatusIndicator>
              ))}
              {AdditionalDetails.map(({ AdditionalDetailType }) => (
                <Box key={AdditionalDetailType}>{AdditionalDetailType}</Box>
              ))}
            </>
          ),
        },
      ]}
      ariaLabels={{ tableLabel: title }}
    />
  );
}

function Delete({ path, id }: { path: AnalysedPath; id: string }) {
  const { ec2 } = useClients();
  const navigate = useNavigate();
  const search = useRegionSearch();
  const { tell } = useNotifications();
  const [asking, setAsking] = useState(false);
  const remove = async () => {
    await ec2.send(new DeleteNetworkInsightsAnalysisCommand({ NetworkInsightsAnalysisId: id }));
    tell(`${id} was deleted.`);
    navigate(`/${pathOf(path)}${search}`);
  };
  return (
    <>
      <Button onClick={() => setAsking(true)}>Delete analysis</Button>
      {asking && <DeleteDialog what={id} work={remove} onCancel={() => setAsking(false)} />}
    </>
  );
}
