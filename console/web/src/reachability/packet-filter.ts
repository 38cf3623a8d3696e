import type { CreateNetworkInsightsPathCommandInput, FilterPortRange, PathRequestFilter } from '@aws-sdk/client-ec2';

/** The headers of the packets that are asked for, as the person writes them; empty where any will do. */
export type EditedFilter = Readonly<
  Record<'sourceAddress' | 'sourcePort' | 'destinationAddress' | 'destinationPort', string>
>;

export const NO_FILTER: EditedFilter = {
  sourceAddress: '',
  sourcePort: '',
  destinationAddress: '',
  destinationPort: '',
};

/** `443`, or `1024-65535`. */
function rangeOf(text: string): FilterPortRange | undefined {
  if (text === '') return undefined;
  const [from = '', to = from] = text.split('-');
  return { FromPort: Number(from), ToPort: Number(to) };
}

function filterOf(edited: EditedFilter): PathRequestFilter | undefined {
  if (Object.values(edited).every((text) => text === '')) return undefined;
  return {
    SourceAddress: edited.sourceAddress || undefined,
    SourcePortRange: rangeOf(edited.sourcePort),
    DestinationAddress: edited.destinationAddress || undefined,
    DestinationPortRange: rangeOf(edited.destinationPort),
  };
}

/** The filters of a path as a request names them; a destination port alone needs none. */
export function filtersOf(
  atSource: EditedFilter,
  atDestination: EditedFilter,
): Pick<CreateNetworkInsightsPathCommandInput, 'DestinationPort' | 'FilterAtSource' | 'FilterAtDestination'> {
  const FilterAtDestination = filterOf(atDestination);
  const { destinationPort, ...others } = atSource;
  const alone = Object.values(others).every((text) => text === '') && /^\d+$/.test(destinationPort);
  return {
    ...(alone ? { DestinationPort: Number(destinationPort) } : { FilterAtSource: filterOf(atSource) }),
    FilterAtDestination,
  };
}
