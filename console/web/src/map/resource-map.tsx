import '@xyflow/react/dist/style.css';
import './map.css';
import Spinner from '@cloudscape-design/components/spinner';
import { Background, Controls, Handle, type NodeProps, Position, ReactFlow } from '@xyflow/react';
import { useCallback, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Clients } from '../clients.ts';
import { ErrorAlert } from '../error-alert.tsx';
import { useLoaded } from '../loaded.ts';
import { useRegionSearch } from '../region.tsx';
import { type Drawing, draw, type MapData, type MapNode } from './layout.ts';
import { topologyOf } from './topology.ts';

const EXPOSURE = {
  public: 'Public subnet: its route table leads to an internet gateway',
  private: 'Private subnet: no route to an internet gateway',
  isolated: 'Isolated subnet: routes within the VPC only',
};

function Area({ data }: { data: MapData }) {
  if (data.shape === 'spot') return null;
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
    <div className="map-area map-spot" title={`${spot.kind} ${spot.id}: ${spot.state}`}>
      <Handle type="target" position={Position.Left} style={{ visibility: 'hidden' }} />
      <div className="map-title">{spot.name || spot.id}</div>
      <div className="map-detail">
        {spot.kind} · {spot.state}
      </div>
    </div>
  );
}

type Props = NodeProps<MapNode>;

const NODES = {
  vpc: ({ data }: Props) => <Area data={data} />,
  zone: ({ data }: Props) => <Area data={data} />,
  subnet: ({ data }: Props) => <Area data={data} />,
  spot: ({ data }: Props) => <SpotNode data={data} />,
};

/** The map of one VPC, drawn anew whenever the account changes. */
export default function ResourceMap({ vpc }: { vpc: string }) {
  const navigate = useNavigate();
  const region = useRegionSearch();
  const load = useCallback((clients: Clients) => topologyOf(clients, vpc), [vpc]);
  const { value: topology, error } = useLoaded(load);
  const [drawing, setDrawing] = useState<Drawing>();
  useEffect(() => {
    let current = true;
    if (topology) draw(topology).then((drawn) => current && setDrawing(drawn));
    return () => {
      current = false;
    };
  }, [topology]);
  if (error && !topology) return <ErrorAlert error={error} />;
  if (!drawing) return <Spinner />;
  return (
    <div className="map">
      <ReactFlow
        nodes={[...drawing.nodes]}
        edges={[...drawing.edges]}
        nodeTypes={NODES}
        fitView
        minZoom={0.1}
        nodesConnectable={false}
        edgesFocusable
        onNodeClick={(_, { data }) => {
          const page = data.shape === 'spot' ? data.spot.page : data.shape === 'subnet' ? data.page : undefined;
          if (page) navigate(`/${page}${region}`);
        }}
        proOptions={{ hideAttribution: false }}
      >
        <Background />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}
