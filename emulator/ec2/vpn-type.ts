import { invalid, required } from './kind.ts';

const IPSEC = 'ipsec.1';

/** The type of a VPN connection and of the gateways at its ends: there is one. */
export function vpnTypeOf({ Type }: { Type: string | undefined }): typeof IPSEC {
  const type = required(Type, 'Type');
  if (type !== IPSEC) throw invalid(`Value (${type}) for parameter type is invalid. Invalid type.`);
  return IPSEC;
}
