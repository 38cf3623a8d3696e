import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { costsAtMost, healthy, probesApplication, reaches, refuses, serves, tcp } from '../../lib/check/index.ts';
import { balancedTier } from '../../lib/parts/balanced-tier.ts';
import { register, setHealthCheck, setSubnets } from '../../lib/parts/balancing-moves.ts';
import { decoy } from '../../lib/parts/decoy.ts';
import { host } from '../../lib/parts/host.ts';
import { forward, forwardRule, loadBalancer, targetGroup } from '../../lib/parts/load-balancer.ts';
import { allowIn, blocks, setGroups, tcpPorts } from '../../lib/parts/moves.ts';
import { userData, webServer } from '../../lib/parts/user-data.ts';
import { ANYWHERE } from '../../lib/parts/vpc.ts';
import { defineScenario } from '../../lib/scenario.ts';
import * as moves from './moves.ts';

type Variant = 'A' | 'B' | 'C' | 'D';

/** The name under which the app asks for the shop. */
const HOST = 'shop.example.test';

/** What the app asks of the API: all orders, one of them, and a new one. */
const ORDERS = [
  { host: HOST, path: '/api/orders' },
  { host: HOST, path: '/api/orders/1042' },
  { host: HOST, path: '/api/orders', method: 'POST' },
];

/** What fails where the API server answers a part of the requests for the web server. */
const MIXED = {
  orders: 'WRONG_TARGET',
  apiHealth: 'WRONG_TARGET',
  home: 'WRONG_TARGET',
  apiDocs: 'WRONG_TARGET',
} as const;

/** What fails in variant B, whose rule leaves the API's group unused. */
const UNUSED = {
  orders: 'WRONG_TARGET_GROUP',
  apiHealth: 'WRONG_TARGET_GROUP',
  apiHealthy: 'NO_HEALTHY_TARGET',
} as const;

export default defineScenario({
  id: 'alb-misrouted-listener-rule',
  track: 'load-balancing',
  difficulty: 2,
  severity: 'urgent',
  minutes: 20,
  principles: ['customer-obsession'],
  cost: { broken: 0.043, fixed: 0.043 },
  variants: ['A', 'B', 'C', 'D'],
  faults: 4,
  ports: { api: [8080, 8081, 8088, 3000, 5000] },

  build(stack, terms) {
    const { port } = terms;
    const tier = balancedTier(stack, terms);
    const { vpc: network, publicA, publicB, privateA, privateB, albSecurityGroup } = tier.places;
    const webSecurityGroup = tier.behind('WebSecurityGroup', 'Web server', [80]);
    const apiSecurityGroup = tier.behind('ApiSecurityGroup', 'API server', [port.api]);
    const web = host(stack, 'Web', { subnet: privateA, securityGroups: [webSecurityGroup], userData: WEB });
    const api = host(stack, 'Api', {
      subnet: privateB,
      securityGroups: [apiSecurityGroup],
      userData: apiServer(port.api),
    });
    const webTargets = targetGroup(stack, 'WebTargets', { vpc: network, port: 80, healthPath: '/', targets: [web] });
    const apiTargets = targetGroup(stack, 'ApiTargets', {
      vpc: network,
      port: port.api,
      healthPath: '/api/health',
      targets: [api],
    });
    decoy(stack, terms, network);
    const { loadBalancer: balancer, listener } = loadBalancer(stack, {
      subnets: [publicA, publicB],
      securityGroup: albSecurityGroup,
      uplink: tier.uplink,
      otherwise: forward(webTargets),
    });
    rules(stack, terms.variant, { listener, web: webTargets, api: apiTargets });
    new CfnOutput(stack, 'ShopUrl', { value: `http://${balancer.attrDnsName}/` });
    return {
      ...tier.places,
      webSecurityGroup,
      apiSecurityGroup,
      web,
      api,
      webTargets,
      apiTargets,
      loadBalancer: balancer,
    };
  },

  checks: ({ port }) => ({
    orders: serves('loadBalancer', ORDERS, 'api'),
    apiHealth: serves('loadBalancer', [{ host: HOST, path: '/api/health' }], 'api'),
    home: serves('loadBalancer', [{ host: HOST, path: '/' }], 'web'),
    apiDocs: serves('loadBalancer', [{ host: HOST, path: '/apidocs' }], 'web'),
    shop: reaches('internet', 'loadBalancer', tcp(80)),
    webHealthy: healthy('webTargets'),
    apiHealthy: healthy('apiTargets'),
    webProbed: probesApplication('webTargets', '/'),
    apiProbed: probesApplication('apiTargets', '/api/'),
    apiReached: reaches('loadBalancer', 'api', tcp(port.api)),
    apiHidden: refuses('api', 'ingress', 'internet', tcp(port.api)),
    webHidden: refuses('web', 'ingress', 'internet', tcp(80)),
    budget: costsAtMost(0.05),
  }),
  broken: {
    A: { orders: 'WRONG_TARGET_GROUP', apiHealth: 'WRONG_TARGET_GROUP' },
    B: { orders: 'WRONG_TARGET_GROUP', apiHealth: 'WRONG_TARGET_GROUP', apiHealthy: 'NO_HEALTHY_TARGET' },
    C: { orders: 'WRONG_TARGET_GROUP', apiHealth: 'WRONG_TARGET_GROUP' },
    D: { orders: 'WRONG_TARGET_GROUP', apiHealth: 'WRONG_TARGET_GROUP' },
  },

  fixes: {
    'API rule first': {
      korean: 'API 규칙의 우선순위를 맨 앞으로 변경',
      variants: ['A'],
      apply: (lab) => moves.setPriority(lab, '/api/*', 5),
    },
    'catch-all rule deleted': {
      korean: '모든 경로와 일치하는 규칙 삭제',
      variants: ['A'],
      apply: (lab) => moves.deleteRule(lab, '/*'),
    },
    'catch-all rule narrowed': {
      korean: '모든 경로와 일치하는 규칙의 조건 축소',
      variants: ['A'],
      apply: (lab) => moves.setConditions(lab, '/*', ['/static/*']),
    },
    'rule forwards to the API': {
      korean: '규칙의 전달 대상을 API 대상 그룹으로 변경',
      variants: ['B'],
      apply: (lab) => moves.forward(lab, '/api/*', 'apiTargets'),
    },
    'new rule ahead': {
      korean: '앞선 우선순위의 새 규칙 추가',
      variants: ['A', 'B', 'C', 'D'],
      apply: (lab) => moves.createRule(lab, 5, ['/api/*']),
    },
    'new target group': {
      korean: '새 대상 그룹으로 전달',
      apply: moves.forwardToNewGroup,
    },
    'pattern with the wildcard': {
      korean: '와일드카드가 있는 경로 패턴으로 변경',
      variants: ['C'],
      apply: (lab) => moves.setConditions(lab, '/api', ['/api/*']),
    },
    'both patterns': {
      korean: '두 경로 패턴 모두 지정',
      variants: ['C'],
      apply: (lab) => moves.setConditions(lab, '/api', ['/api', '/api/*']),
    },
    'host condition removed': {
      korean: '호스트 조건 제거',
      variants: ['D'],
      apply: (lab) => moves.setConditions(lab, '/api/*', ['/api/*']),
    },
    'host condition for the present host': {
      korean: '현재 호스트에 맞게 호스트 조건 변경',
      variants: ['D'],
      apply: (lab) => moves.setConditions(lab, '/api/*', ['/api/*'], HOST),
    },
  },

  wrongFixes: {
    'default action to the API, behind the catch-all rule': {
      variants: ['A'],
      apply: moves.defaultToApi,
      fails: { orders: 'WRONG_TARGET_GROUP', apiHealth: 'WRONG_TARGET_GROUP' },
    },
    'default action to the API, behind the API rule': {
      variants: ['B'],
      apply: moves.defaultToApi,
      fails: {
        orders: 'WRONG_TARGET_GROUP',
        apiHealth: 'WRONG_TARGET_GROUP',
        home: 'WRONG_TARGET_GROUP',
        apiDocs: 'WRONG_TARGET_GROUP',
      },
    },
    'default action to the API': {
      variants: ['C', 'D'],
      apply: moves.defaultToApi,
      fails: { home: 'WRONG_TARGET_GROUP', apiDocs: 'WRONG_TARGET_GROUP', webHealthy: 'NO_HEALTHY_TARGET' },
    },
    'API server registered with the web target group': {
      variants: ['A', 'C', 'D'],
      apply: (lab) => register(lab, lab.id('webTargets'), lab.id('api'), lab.terms.port.api),
      fails: MIXED,
    },
    'API server registered with the web target group, the API group unused': {
      variants: ['B'],
      apply: (lab) => register(lab, lab.id('webTargets'), lab.id('api'), lab.terms.port.api),
      fails: { ...MIXED, apiHealthy: 'NO_HEALTHY_TARGET' },
    },
    'rule corrected, and the API server registered with the web target group': {
      apply: async (lab) => {
        await moves.createRule(lab, 5, ['/api/*']);
        await register(lab, lab.id('webTargets'), lab.id('api'), lab.terms.port.api);
      },
      fails: { home: 'WRONG_TARGET', apiDocs: 'WRONG_TARGET' },
    },
    'rule for the two known paths': {
      apply: (lab) => moves.createRule(lab, 5, ['/api/orders', '/api/health']),
      fails: { orders: 'WRONG_TARGET_GROUP' },
    },
    'rule for reading only': {
      apply: (lab) => moves.createRule(lab, 5, ['/api/*'], 'GET'),
      fails: { orders: 'WRONG_TARGET_GROUP' },
    },
    'rule corrected, and the health checks turned to the shell': {
      apply: async (lab) => {
        await moves.createRule(lab, 5, ['/api/*']);
        await setHealthCheck(lab, lab.id('webTargets'), { HealthCheckProtocol: 'HTTP', HealthCheckPort: '22' });
        await setHealthCheck(lab, lab.id('apiTargets'), { HealthCheckPath: '/', Matcher: { HttpCode: '200-499' } });
      },
      fails: {
        webHealthy: 'NO_HEALTHY_TARGET',
        webProbed: 'HEALTH_CHECK_NEUTERED',
        apiProbed: 'HEALTH_CHECK_NEUTERED',
      },
    },
    'rule corrected, and the load balancer moved to the private subnets': {
      apply: async (lab) => {
        await moves.createRule(lab, 5, ['/api/*']);
        await setSubnets(lab, lab.id('loadBalancer'), [lab.id('privateA'), lab.id('privateB')]);
      },
      fails: { shop: 'NO_ROUTE_TO_DESTINATION' },
    },
    'pattern without the slash': {
      apply: (lab) => moves.createRule(lab, 5, ['/api*']),
      fails: { apiDocs: 'WRONG_TARGET_GROUP' },
    },
    'API port open to the internet': {
      variants: ['A', 'C', 'D'],
      apply: (lab) => allowIn(lab, lab.id('apiSecurityGroup'), tcpPorts(lab.terms.port.api), blocks(ANYWHERE)),
      fails: { orders: 'WRONG_TARGET_GROUP', apiHealth: 'WRONG_TARGET_GROUP', apiHidden: 'OPEN_TO_INTERNET' },
    },
    'API port open to the internet, the API group unused': {
      variants: ['B'],
      apply: (lab) => allowIn(lab, lab.id('apiSecurityGroup'), tcpPorts(lab.terms.port.api), blocks(ANYWHERE)),
      fails: { ...UNUSED, apiHidden: 'OPEN_TO_INTERNET' },
    },
    'rule corrected, and the web port open to the internet': {
      apply: async (lab) => {
        await moves.createRule(lab, 5, ['/api/*']);
        await allowIn(lab, lab.id('webSecurityGroup'), tcpPorts(80), blocks(ANYWHERE));
      },
      fails: { webHidden: 'OPEN_TO_INTERNET' },
    },
    'rule corrected, but the API server in the web security group': {
      apply: async (lab) => {
        await moves.createRule(lab, 5, ['/api/*']);
        await setGroups(lab, lab.id('api'), [lab.id('webSecurityGroup')]);
      },
      fails: {
        orders: 'NO_HEALTHY_TARGET',
        apiHealth: 'NO_HEALTHY_TARGET',
        apiHealthy: 'NO_HEALTHY_TARGET',
        apiReached: 'ENI_SG_RULES_MISMATCH',
      },
    },
    'a second load balancer for the API': {
      variants: ['A', 'C', 'D'],
      apply: moves.addLoadBalancer,
      fails: { orders: 'WRONG_TARGET_GROUP', apiHealth: 'WRONG_TARGET_GROUP', budget: 'OVER_BUDGET' },
    },
    'a second load balancer for the API, whose group nothing used': {
      variants: ['B'],
      apply: moves.addLoadBalancer,
      fails: { ...UNUSED, budget: 'OVER_BUDGET' },
    },
  },
});

const HOME = '<!doctype html><title>Shop</title><h1>Welcome to the shop</h1>';

const WEB = userData(
  webServer({
    name: 'web',
    port: 80,
    pages: { '/': HOME, '/apidocs': '<!doctype html><title>API documentation</title>' },
    otherwise: HOME,
  }),
);

const apiServer = (port: number) =>
  userData(webServer({ name: 'api', port, pages: { '/api/orders': '[{"order":1042}]', '/api/health': 'ok' } }));

function rules(
  stack: Stack,
  variant: Variant,
  { listener, web, api }: { listener: string; web: CfnTargetGroup; api: CfnTargetGroup },
): void {
  switch (variant) {
    case 'A':
      // The fault: this rule is asked first and takes every request.
      forwardRule(stack, 'SiteRule', { listener, priority: 10, path: '/*', to: web });
      forwardRule(stack, 'ApiRule', { listener, priority: 20, path: '/api/*', to: api });
      break;
    case 'B':
      // The fault: the rule for the API forwards to the web servers.
      forwardRule(stack, 'ApiRule', { listener, priority: 10, path: '/api/*', to: web });
      break;
    case 'C':
      // The fault: the pattern matches this one path and none below it.
      forwardRule(stack, 'ApiRule', { listener, priority: 10, path: '/api', to: api });
      break;
    case 'D': {
      // The fault: nobody asks for the shop under this name any more.
      const host = 'old.shop.example.test';
      forwardRule(stack, 'ApiRule', { listener, priority: 10, path: '/api/*', host, to: api });
    }
  }
}
