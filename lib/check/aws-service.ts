import type { Check } from './check.ts';
import type { Finding } from './finding.ts';
import { reaches } from './flow.ts';
import { type AwsService, cannotTell, endsOf, interfacesOf, isNamed, missing, nameOf, unread } from './host.ts';
import { permissionIn, type Use } from './policy.ts';
import { tcp } from './service.ts';

/** The host reaches an AWS service by HTTPS, and the policy of the endpoint on the way lets it do what it has to. */
export function uses<Host extends string>(host: Host, service: AwsService, use: Use): Check<Host> {
  const way = reaches(host, service, tcp(443));
  return {
    places: way.places as readonly Host[],
    run(view): Finding {
      const { words } = view;
      const expected = words.endpoints.uses(nameOf(host, words), nameOf(service, words), use.resource);
      const found = { ...way.run(view), expected };
      if (found.verdict !== 'pass') return found;
      const passed = (found.trace?.forward ?? []).filter(({ kind }) => kind === 'vpc-endpoint');
      for (const { component: id } of passed) {
        const { policy } = view.network.vpcEndpoints.get(id) ?? {};
        const permission = policy === undefined ? 'allowed' : permissionIn(policy, use);
        if (permission === 'unknown') return cannotTell(view, expected, words.untold.policyHasConditions, [id]);
        if (permission === 'allowed') continue;
        const cause = words.endpoints.policyDenies(id, use.action, use.resource);
        const actual = words.endpoints.accessDenied;
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
      return { ...found, actual: words.endpoints.isUsed };
    },
  };
}

/** No endpoint of a service lets anything be done that is not meant to be. */
export function endpointsRefuse(service: AwsService, use: Use): Check<never> {
  return {
    places: [],
    run(view): Finding {
      const { network, words } = view;
      const expected = words.endpoints.refuse(nameOf(service, words), use.action, use.resource);
      const gap = unread(network, /describe-vpc-endpoints$/);
      if (gap) return cannotTell(view, expected, words.untold.failed(gap.command));
      const all = [...network.vpcEndpoints.values()].filter((each) => isNamed(each.serviceName, service));
      const judged = all.map(({ id, policy }) => ({
        id,
        permission: policy === undefined ? 'allowed' : permissionIn(policy, use),
      }));
      const open = judged.filter(({ permission }) => permission === 'allowed').map(({ id }) => id);
      if (open.length > 0) {
        const actual = words.endpoints.oneAllows;
        return { verdict: 'fail', expected, actual, where: open, code: 'ENDPOINT_POLICY_TOO_WIDE' };
      }
      const unclear = judged.filter(({ permission }) => permission === 'unknown').map(({ id }) => id);
      if (unclear.length > 0) return cannotTell(view, expected, words.untold.policyHasConditions, unclear);
      return { verdict: 'pass', expected, actual: words.endpoints.noneAllows, where: [] };
    },
  };
}

/** In a VPC, the name of a service resolves to addresses of an endpoint there. */
export function resolvesToEndpoint<Host extends string>(host: Host, service: AwsService): Check<Host> {
  return {
    places: [host],
    run(view): Finding {
      const { endpoints: words } = view.words;
      const expected = words.resolvesInside(nameOf(host, view.words), nameOf(service, view.words));
      const nics = interfacesOf(view, host);
      if (nics.length === 0) return missing(view, expected, host);
      const outside = nics.find((nic) =>
        endsOf(view, service, nic).some((end) => end.kind === 'internet' || end.nic.vpcId !== nic.vpcId),
      );
      if (!outside) return { verdict: 'pass', expected, actual: words.resolves, where: [] };
      const actual = words.resolvesPublic;
      return { verdict: 'fail', expected, actual, where: [outside.vpcId], code: 'PUBLIC_NAME' };
    },
  };
}
