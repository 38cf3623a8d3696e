import { DeleteTargetGroupCommand, ModifyRuleCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CfnOutput } from 'aws-cdk-lib';
import { allHealthy, probesApplication, reaches, refuses, serves, tcp } from '../../lib/check/index.ts';
import { balancedTier } from '../../lib/parts/balanced-tier.ts';
import {
  createGroupLike,
  deregister,
  forwardTo,
  register,
  ruleFor,
  setHealthCheck,
  setSubnets,
} from '../../lib/parts/balancing-moves.ts';
import { decoy } from '../../lib/parts/decoy.ts';
import { host } from '../../lib/parts/host.ts';
import { forwardRule, loadBalancer, targetGroup } from '../../lib/parts/load-balancer.ts';
import { allowIn, blocks, EVERYTHING, members, type Peer, tcpPorts } from '../../lib/parts/moves.ts';
import { launchLike, terminate } from '../../lib/parts/routing-moves.ts';
import { userData, webServer } from '../../lib/parts/user-data.ts';
import { ANYWHERE } from '../../lib/parts/vpc.ts';
import { defineScenario, type Lab } from '../../lib/scenario.ts';

type CaseLab = Lab<
  | 'privateA'
  | 'albSecurityGroup'
  | 'paySecurityGroup'
  | 'reportsSecurityGroup'
  | 'pay'
  | 'reports'
  | 'payTargets'
  | 'reportsTargets'
  | 'loadBalancer',
  'app'
>;

/** Where the load balancer was before it moved. */
const OLD_SUBNET = '10.0.0.0/24';

const payServer = (port: number) =>
  userData(webServer({ name: 'pay', port, pages: { '/pay': 'paid', '/health': 'ok' } }));

/** What stays broken of the other half when only one is mended. */
const PAY_DOWN = { pay: 'NO_HEALTHY_TARGET', payHealthy: 'NO_HEALTHY_TARGET' } as const;
const REPORTS_DOWN = {
  reports: 'NO_HEALTHY_TARGET',
  reportsReached: 'ENI_SG_RULES_MISMATCH',
  reportsHealthy: 'NO_HEALTHY_TARGET',
} as const;

export default defineScenario({
  id: 'alb-502-vs-504-targets',
  track: 'load-balancing',
  difficulty: 3,
  severity: 'high',
  minutes: 25,
  principles: ['dive-deep', 'bias-for-action'],
  cost: { broken: 0.043, fixed: 0.043 },
  variants: ['A'],
  faults: 2,
  ports: { app: [8080, 8081, 8088, 3000, 5000] },

  build(stack, terms) {
    const { port } = terms;
    const tier = balancedTier(stack, terms);
    const { vpc: network, publicA, publicB, privateA, privateB, albSecurityGroup } = tier.places;
    decoy(stack, terms, network);
    const paySecurityGroup = tier.behind('PaySecurityGroup', 'Payments', [80, port.app]);
    const reportsSecurityGroup = tier.behind(
      'ReportsSecurityGroup',
      'Reports',
      [port.app],
      [
        // The fault: the load balancer is no longer in this block of addresses.
        { port: port.app, peer: OLD_SUBNET },
      ],
    );
    const pay = host(stack, 'Pay', {
      subnet: privateA,
      securityGroups: [paySecurityGroup],
      userData: payServer(port.app),
    });
    const reports = host(stack, 'Reports', {
      subnet: privateB,
      securityGroups: [reportsSecurityGroup],
      userData: userData(webServer({ name: 'reports', port: port.app, pages: { '/reports': '[]', '/health': 'ok' } })),
    });
    const group = (id: string, port: number, target: typeof pay) =>
      targetGroup(stack, id, { vpc: network, port, healthPath: '/health', targets: [target] });
    // The fault: the application listens on another port than the one that the target is registered with.
    const payTargets = group('PayTargets', 80, pay);
    const reportsTargets = group('ReportsTargets', port.app, reports);
    const { loadBalancer: balancer, listener } = loadBalancer(stack, {
      subnets: [publicA, publicB],
      securityGroup: albSecurityGroup,
      uplink: tier.uplink,
      otherwise: { type: 'fixed-response', fixedResponseConfig: { statusCode: '404' } },
    });
    forwardRule(stack, 'PayRule', { listener, priority: 10, path: '/pay', to: payTargets });
    forwardRule(stack, 'ReportsRule', { listener, priority: 20, path: '/reports', to: reportsTargets });
    new CfnOutput(stack, 'BackofficeUrl', { value: `http://${balancer.attrDnsName}/` });
    return {
      ...tier.places,
      paySecurityGroup,
      reportsSecurityGroup,
      pay,
      reports,
      payTargets,
      reportsTargets,
      loadBalancer: balancer,
    };
  },

  checks: ({ port }) => ({
    pay: serves('loadBalancer', [{ host: 'backoffice.example.test', path: '/pay' }], 'pay'),
    reports: serves('loadBalancer', [{ host: 'backoffice.example.test', path: '/reports' }], 'reports'),
    reportsReached: reaches('loadBalancer', 'reports', tcp(port.app)),
    office: reaches('internet', 'loadBalancer', tcp(80)),
    payHealthy: allHealthy('payTargets'),
    reportsHealthy: allHealthy('reportsTargets'),
    payProbed: probesApplication('payTargets', '/'),
    reportsProbed: probesApplication('reportsTargets', '/'),
    payHidden: refuses('pay', 'ingress', 'internet', tcp(80, port.app)),
    reportsHidden: refuses('reports', 'ingress', 'internet', tcp(port.app)),
    // A block that holds more than the load balancer's two subnets lets other hosts of the network in.
    leastReports: refuses('reports', 'ingress', 'pay', tcp(port.app)),
  }),
  broken: { A: { ...PAY_DOWN, ...REPORTS_DOWN } },

  fixes: {
    'registered on the port that it listens on, and the load balancer admitted by its group': {
      korean: '수신 중인 포트로 다시 등록하고 로드 밸런서의 보안 그룹을 허용',
      apply: async (lab) => {
        await registerOnAppPort(lab);
        await admitReports(lab, members(lab.id('albSecurityGroup')));
      },
    },
    'registered on the port that it listens on, and both subnets of the load balancer admitted': {
      korean: '수신 중인 포트로 다시 등록하고 로드 밸런서의 서브넷 두 개를 허용',
      apply: async (lab) => {
        await registerOnAppPort(lab);
        await admitReports(lab, blocks(...subnetsOf(lab)));
      },
    },
    'a new target group on the port that it listens on': {
      korean: '수신 중인 포트로 새 대상 그룹 생성',
      apply: async (lab) => {
        const { app } = lab.terms.port;
        const options = { name: 'pay-new', targets: [lab.id('pay')], port: app, role: 'payTargets' };
        const to = await createGroupLike(lab, lab.id('payTargets'), options);
        const RuleArn = await ruleFor(lab, lab.id('loadBalancer'), '/pay');
        await lab.elbv2.send(new ModifyRuleCommand({ RuleArn, Actions: forwardTo(to) }));
        await lab.elbv2.send(new DeleteTargetGroupCommand({ TargetGroupArn: lab.id('payTargets') }));
        await admitReports(lab, members(lab.id('albSecurityGroup')));
      },
    },
    'a payment server that listens on the registered port': {
      korean: '등록된 포트에서 수신하는 결제 서버로 교체',
      apply: async (lab) => {
        const old = lab.id('pay');
        const place = { subnet: lab.id('privateA'), groups: [lab.id('paySecurityGroup')], isPublic: false };
        const id = await launchLike(lab, old, { ...place, UserData: payServer(80), role: 'pay' });
        await register(lab, lab.id('payTargets'), id);
        await deregister(lab, lab.id('payTargets'), old);
        await terminate(lab, old);
        await admitReports(lab, members(lab.id('albSecurityGroup')));
      },
    },
  },

  wrongFixes: {
    'both mended, and the load balancer moved beside its targets': {
      apply: async (lab) => {
        await registerOnAppPort(lab);
        await admitReports(lab, members(lab.id('albSecurityGroup')));
        await setSubnets(lab, lab.id('loadBalancer'), [lab.id('privateA'), lab.id('privateB')]);
      },
      fails: { office: 'NO_ROUTE_TO_DESTINATION' },
    },
    'only the port of the payments': { apply: registerOnAppPort, fails: REPORTS_DOWN },
    'only the group of the reports': {
      apply: (lab) => admitReports(lab, members(lab.id('albSecurityGroup'))),
      fails: PAY_DOWN,
    },
    'reports opened to the whole internet': {
      apply: async (lab) => {
        await registerOnAppPort(lab);
        await admitReports(lab, blocks(ANYWHERE));
      },
      fails: { reportsHidden: 'OPEN_TO_INTERNET', leastReports: 'RULE_TOO_WIDE' },
    },
    'reports opened to the whole network': {
      apply: async (lab) => {
        await registerOnAppPort(lab);
        await admitReports(lab, blocks(`${lab.terms.net}.0.0/16`));
      },
      fails: { leastReports: 'RULE_TOO_WIDE' },
    },
    'only one subnet of the load balancer admitted': {
      apply: async (lab) => {
        await registerOnAppPort(lab);
        await admitReports(lab, blocks(subnetsOf(lab)[0]));
      },
      fails: REPORTS_DOWN,
    },
    'the right port registered beside the wrong one': {
      apply: async (lab) => {
        await register(lab, lab.id('payTargets'), lab.id('pay'), lab.terms.port.app);
        await admitReports(lab, members(lab.id('albSecurityGroup')));
      },
      fails: { payHealthy: 'NO_HEALTHY_TARGET' },
    },
    'payments opened to the internet': {
      apply: (lab) => allowIn(lab, lab.id('paySecurityGroup'), EVERYTHING, blocks(ANYWHERE)),
      fails: { ...PAY_DOWN, ...REPORTS_DOWN, payHidden: 'OPEN_TO_INTERNET', manyPorts: 'RULE_TOO_WIDE' },
    },
    'errors taken for health': {
      apply: async (lab) => {
        for (const group of ['payTargets', 'reportsTargets'] as const) {
          await setHealthCheck(lab, lab.id(group), { Matcher: { HttpCode: '200-499' } });
        }
      },
      fails: {
        ...PAY_DOWN,
        ...REPORTS_DOWN,
        payProbed: 'HEALTH_CHECK_NEUTERED',
        reportsProbed: 'HEALTH_CHECK_NEUTERED',
      },
    },
    'health asked on the port of SSH': {
      apply: async (lab) => {
        await allowIn(lab, lab.id('paySecurityGroup'), tcpPorts(22), members(lab.id('albSecurityGroup')));
        await setHealthCheck(lab, lab.id('payTargets'), { HealthCheckPort: '22' });
        await admitReports(lab, members(lab.id('albSecurityGroup')));
      },
      fails: { payHealthy: 'NO_HEALTHY_TARGET', payProbed: 'HEALTH_CHECK_NEUTERED' },
    },
    'both targets taken out of service': {
      apply: async (lab) => {
        await deregister(lab, lab.id('payTargets'), lab.id('pay'));
        await deregister(lab, lab.id('reportsTargets'), lab.id('reports'));
      },
      fails: {
        pay: 'ELBV2_LISTENER_HAS_NO_TG',
        reports: 'ELBV2_LISTENER_HAS_NO_TG',
        payHealthy: 'NO_HEALTHY_TARGET',
        reportsHealthy: 'NO_HEALTHY_TARGET',
        reportsReached: 'ENI_SG_RULES_MISMATCH',
      },
    },
    'a fixed answer for both paths': {
      apply: async (lab) => {
        for (const path of ['/pay', '/reports']) {
          const RuleArn = await ruleFor(lab, lab.id('loadBalancer'), path);
          const FixedResponseConfig = { StatusCode: '200', ContentType: 'text/plain', MessageBody: 'ok' };
          const Actions = [{ Type: 'fixed-response' as const, FixedResponseConfig }];
          await lab.elbv2.send(new ModifyRuleCommand({ RuleArn, Actions }));
        }
      },
      fails: {
        pay: 'WRONG_TARGET_GROUP',
        reports: 'WRONG_TARGET_GROUP',
        payHealthy: 'NO_HEALTHY_TARGET',
        reportsHealthy: 'NO_HEALTHY_TARGET',
        reportsReached: 'ENI_SG_RULES_MISMATCH',
      },
    },
    'reports answered by the payments': {
      apply: async (lab) => {
        await registerOnAppPort(lab);
        const RuleArn = await ruleFor(lab, lab.id('loadBalancer'), '/reports');
        await lab.elbv2.send(new ModifyRuleCommand({ RuleArn, Actions: forwardTo(lab.id('payTargets')) }));
      },
      fails: {
        reports: 'WRONG_TARGET_GROUP',
        reportsReached: 'ENI_SG_RULES_MISMATCH',
        reportsHealthy: 'NO_HEALTHY_TARGET',
      },
    },
  },
});

const subnetsOf = ({ terms }: CaseLab) => [`${terms.net}.0.0/24`, `${terms.net}.1.0/24`] as const;

async function registerOnAppPort(lab: CaseLab): Promise<void> {
  await register(lab, lab.id('payTargets'), lab.id('pay'), lab.terms.port.app);
  await deregister(lab, lab.id('payTargets'), lab.id('pay'), 80);
}

async function admitReports(lab: CaseLab, peer: Peer): Promise<void> {
  await allowIn(lab, lab.id('reportsSecurityGroup'), tcpPorts(lab.terms.port.app), peer);
}
