import type { InstanceMetadataOptionsResponse } from '@aws-sdk/client-ec2';
import { choicesIn } from './choices.ts';
import { invalid } from './kind.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataOptions.html */
const MOST_HOPS = 64;

const METADATA = {
  HttpTokens: ['optional', 'required'],
  HttpEndpoint: ['enabled', 'disabled'],
  HttpProtocolIpv6: ['enabled', 'disabled'],
  InstanceMetadataTags: ['enabled', 'disabled'],
} as const;

/** Refuses what no metadata service could be set to, and answers what is set. */
export function metadataOptions(
  input: Partial<Record<keyof typeof METADATA, unknown>> & { HttpPutResponseHopLimit?: number | undefined },
): Partial<InstanceMetadataOptionsResponse> {
  const { HttpPutResponseHopLimit: hops } = input;
  if (hops !== undefined && (hops < 1 || hops > MOST_HOPS)) {
    throw invalid(
      `Value (${hops}) for parameter HttpPutResponseHopLimit is invalid. It must be from 1 to ${MOST_HOPS}.`,
    );
  }
  return { ...choicesIn(input, METADATA), ...(hops !== undefined && { HttpPutResponseHopLimit: hops }) };
}
