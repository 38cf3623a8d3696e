import type { GetSessionTokenRequest, GetSessionTokenResponse } from '@aws-sdk/client-sts';
import type { Region } from '../state.ts';
import { durationOf, temporaryCredentials } from './credentials.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export function getSessionToken(_region: Region, input: GetSessionTokenRequest): GetSessionTokenResponse {
  return { Credentials: temporaryCredentials(durationOf(input.DurationSeconds, 43_200, 129_600)) };
}
