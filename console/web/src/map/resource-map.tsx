import '@xyflow/react/dist/style.css';
import './map.css';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { Background, Controls, Handle, type NodeProps, Position, ReactFlow } from '@xyflow/react';
import { useCallback, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Step, Walk } from '../../../api.ts';
import type { Clients } from '../clients.ts';
import { ErrorAlert } from '../error-alert.tsx';
import { useLoaded } from '../loaded.ts';
import { useRegionSearch } from '../region.tsx';
import { type Drawing, draw, type MapData, type MapNode, pageOf } from './layout.ts';
import { PacketForm } from './packet-form.tsx';
import { placeOf } from './packet-place.ts';
import { PacketSteps } from './packet-steps.tsx';
import { topologyOf } from './topology.ts';
import { useWalking } from './walking.ts';

const EXPOSURE = {
  public: 'Public subnet: its route table leads to an internet gateway',
  private: 'Private subnet: no route to an internet gateway',
  isolated: 'Isolated subnet: routes within the VPC only',
};

function Area({ data }: { data: MapData }) {
  if (data.shape === 'spot' || data.shape === 'packet') return null;
  const kind = data.shape === 'subnet' ? data.exposure : data.shape;
  return (
    <section
      className={`map-area map-${kind}`}
      aria-label={data.shape === 'subnet' ? `${data.title}: ${EXPOSURE[data.exposure]}` : data.title}
    >
      <div className="map-title">{data.title}</div>
      {'detail' in data && (
        <div className="map-detail" title={data.detail}>
          {data.detail}
        </div>
      )}
      <Handle type="source" position={Position.Right} style={{ visibility: 'hidden' }} />
    </section>
  );
}

function SpotNode({ data }: { data: MapData }) {
  if (data.shape !== 'spot') return null;
  const { spot } = data;
  return (
    <div className="map-area map-spot" title={`${spot.kind} ${spot.id}`}>
      <Handle type="target" position={Position.Left} style={{ visibility: 'hidden' }} />
      <Handle type="source" position={Position.Right} style={{ visibility: 'hidden' }} />
      <div className="map-title">{spot.name || spot.id}</div>
      <div className="map-detail">{[spot.kind, spot.state].filter(Boolean).join(' · ')}</div>
    </div>
  );
}

/** The packet where it is, and a cross where it was dropped. */
function PacketNode({ data }: { data: MapData }) {
  if (data.shape !== 'packet') return null;
  const { direction, verdict } = data.step;
  const name = direction === 'forward' ? 'SYN' : 'SYN-ACK';
  return <div className={`map-packet map-packet-${verdict}`}>{verdict === 'drop' ? `✘ ${name}` : name}</div>;
}

type Props = NodeProps<MapNode>;

const NODES = {
  vpc: ({ data }: Props) => <Area data={data} />,
  zone: ({ data }: Props) => <Area data={data} />,
  subnet: ({ data }: Props) => <Area data={data} />,
  spot: ({ data }: Props) => <SpotNode data={data} />,
  packet: ({ data }: Props) => <PacketNode data={data} />,
};

/** The map of one VPC, drawn anew whenever the account changes, on which a packet can be followed. */
export default function ResourceMap({ vpc }: { vpc: string }) {
  const load = useCallback((clients: Clients) => topologyOf(clients, vpc), [vpc]);
  const { value: topology, error } = useLoaded(load);
  const [drawing, setDrawing] = useState<Drawing>();
  const [walk, setWalk] = useState<Walk>();
  const seen = useWalking(walk);
  useEffect(() => {
    let current = true;
    // Where a packet went says nothing of an account that has changed.
    setWalk(undefined);
    if (topology) draw(topology).then((drawn) => current && setDrawing(drawn));
    return () => {
      current = false;
    };
  }, [topology]);
  if (error && !topology) return <ErrorAlert error={error} />;
  if (!topology || !drawing) return <Spinner />;
  return (
    <SpaceBetween size="m">
      <PacketForm topology={topology} onWalk={setWalk} />
      {walk ? <PacketSteps walk={walk} seen={seen} /> : null}
      <Chart drawing={drawing} steps={walk?.steps.slice(0, seen) ?? []} />
    </SpaceBetween>
  );
}

function Chart({ drawing, steps }: { drawing: Drawing; steps: readonly Step[] }) {
  const navigate = useNavigate();
  const region = useRegionSearch();
  const place = placeOf(drawing.nodes, steps);
  const latest = steps.at(-1);
  const packet: MapNode[] =
    place && latest
      ? [{ id: 'packet', type: 'packet', position: place, data: { shape: 'packet', step: latest }, zIndex: 1000 }]
      : [];
  const goTo = (data: MapData | undefined) => {
    const page = data && pageOf(data);
    if (page) navigate(`/${page}${region}`);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the nodes in it are links, and what they are drawn by tells no key of theirs
    <div
      className="map"
      onKeyDown={({ key, target }) => {
        if (key !== 'Enter' || !(target instanceof HTMLElement)) return;
        goTo(drawing.nodes.find(({ id }) => id === target.dataset.id)?.data);
      }}
    >
      <ReactFlow
        nodes={[...drawing.nodes, ...packet]}
        edges={[...drawing.edges]}
        nodeTypes={NODES}
        fitView
        minZoom={0.1}
        nodesConnectable={false}
        edgesFocusable
        onNodeClick={(_, { data }) => goTo(data)}
      >
        <Background />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}
