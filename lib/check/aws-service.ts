import type { Check } from './check.ts';
import type { Finding } from './finding.ts';
import { reaches } from './flow.ts';
import { type AwsService, cannotTell, endsOf, interfacesOf, isNamed, missing, nameOf, unread } from './host.ts';
import { permissionIn, type Use } from './policy.ts';
import { tcp } from './service.ts';

/** The host reaches an AWS service by HTTPS, and the policy of the endpoint on the way lets it do what it has to. */
export function uses<Host extends string>(host: Host, service: AwsService, use: Use): Check<Host> {
  const way = reaches(host, service, tcp(443));
  const expected = `${nameOf(host)} uses ${nameOf(service)} for ${use.resource}`;
  return {
    places: way.places as readonly Host[],
    run(view): Finding {
      const found = { ...way.run(view), expected };
      if (found.verdict !== 'pass') return found;
      const passed = (found.trace?.forward ?? []).filter(({ kind }) => kind === 'vpc-endpoint');
      for (const { component: id } of passed) {
        const { policy } = view.network.vpcEndpoints.get(id) ?? {};
        const permission = policy === undefined ? 'allowed' : permissionIn(policy, use);
        if (permission === 'unknown') return cannotTell(expected, 'the policy of an endpoint has conditions', [id]);
        if (permission === 'allowed') continue;
        const cause = `the policy of ${id} does not allow ${use.action} on ${use.resource}`;
        const actual = 'HTTP 403, access denied';
        const { trace } = found;
        return {
          verdict: 'fail',
          expected,
          actual,
          where: [id],
          code: 'ENDPOINT_POLICY_DENIES',
          cause,
          ...(trace && { trace }),
        };
      }
      return { ...found, actual: 'it does' };
    },
  };
}

/** No endpoint of a service lets anything be done that is not meant to be. */
export function endpointsRefuse(service: AwsService, use: Use): Check<never> {
  const expected = `no endpoint of ${nameOf(service)} allows ${use.action} on ${use.resource}`;
  return {
    places: [],
    run({ network }): Finding {
      const gap = unread(network, /describe-vpc-endpoints$/);
      if (gap) return cannotTell(expected, `aws ${gap.command} failed`);
      const all = [...network.vpcEndpoints.values()].filter((each) => isNamed(each.serviceName, service));
      const judged = all.map(({ id, policy }) => ({
        id,
        permission: policy === undefined ? 'allowed' : permissionIn(policy, use),
      }));
      const open = judged.filter(({ permission }) => permission === 'allowed').map(({ id }) => id);
      if (open.length > 0) {
        return { verdict: 'fail', expected, actual: 'one does', where: open, code: 'ENDPOINT_POLICY_TOO_WIDE' };
      }
      const unclear = judged.filter(({ permission }) => permission === 'unknown').map(({ id }) => id);
      if (unclear.length > 0) return cannotTell(expected, 'the policy of an endpoint has conditions', unclear);
      return { verdict: 'pass', expected, actual: 'none does', where: [] };
    },
  };
}

/** In a VPC, the name of a service resolves to addresses of an endpoint there. */
export function resolvesToEndpoint<Host extends string>(host: Host, service: AwsService): Check<Host> {
  const expected = `at ${nameOf(host)}, the name of ${nameOf(service)} resolves to addresses inside the VPC`;
  return {
    places: [host],
    run(view): Finding {
      const nics = interfacesOf(view, host);
      if (nics.length === 0) return missing(view, expected, host);
      const outside = nics.find((nic) =>
        endsOf(view, service, nic).some((end) => end.kind === 'internet' || end.nic.vpcId !== nic.vpcId),
      );
      if (!outside) return { verdict: 'pass', expected, actual: 'it does', where: [] };
      const actual = 'it resolves to public addresses';
      return { verdict: 'fail', expected, actual, where: [outside.vpcId], code: 'PUBLIC_NAME' };
    },
  };
}
