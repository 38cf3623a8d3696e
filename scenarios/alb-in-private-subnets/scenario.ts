import { RemoveTagsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CfnOutput } from 'aws-cdk-lib';
import { costsAtMost, facesInternet, healthy, privateSubnet, reaches, refuses, tcp } from '../../lib/check/index.ts';
import { balancedTier } from '../../lib/parts/balanced-tier.ts';
import {
  createBalancer,
  createGroupLike,
  deleteBalancer,
  deregister,
  setSubnets,
} from '../../lib/parts/balancing-moves.ts';
import { decoy } from '../../lib/parts/decoy.ts';
import { host } from '../../lib/parts/host.ts';
import { forward, loadBalancer, targetGroup } from '../../lib/parts/load-balancer.ts';
import { allowIn, blocks, regroup, tcpPorts } from '../../lib/parts/moves.ts';
import { addRoute, giveAddress } from '../../lib/parts/routing-moves.ts';
import { userData, webServer } from '../../lib/parts/user-data.ts';
import { ANYWHERE } from '../../lib/parts/vpc.ts';
import { ROLE_TAG } from '../../lib/place.ts';
import { defineScenario, type Lab } from '../../lib/scenario.ts';

type CaseLab = Lab<
  | 'vpc'
  | 'publicA'
  | 'publicB'
  | 'privateA'
  | 'privateB'
  | 'internetGateway'
  | 'privateRouteTable'
  | 'albSecurityGroup'
  | 'webSecurityGroup'
  | 'webA'
  | 'webB'
  | 'webTargets'
  | 'loadBalancer'
>;

const HOME = '<!doctype html><title>Shop</title><h1>Welcome to the shop</h1>';

export default defineScenario({
  id: 'alb-in-private-subnets',
  track: 'load-balancing',
  difficulty: 2,
  severity: 'urgent',
  minutes: 20,
  principles: ['highest-standards'],
  cost: { broken: 0.043, fixed: 0.043 },
  variants: ['A'],
  faults: 1,

  build(stack, terms) {
    const tier = balancedTier(stack, terms);
    const { vpc: network, privateA, privateB, albSecurityGroup } = tier.places;
    decoy(stack, terms, network);
    const webSecurityGroup = tier.behind('WebSecurityGroup', 'Web servers', [80]);
    const server = (id: string, name: string, where: typeof privateA) =>
      host(stack, id, {
        subnet: where,
        securityGroups: [webSecurityGroup],
        userData: userData(webServer({ name, port: 80, pages: { '/': HOME } })),
      });
    const webA = server('WebA', 'web-a', privateA);
    const webB = server('WebB', 'web-b', privateB);
    const webTargets = targetGroup(stack, 'WebTargets', {
      vpc: network,
      port: 80,
      healthPath: '/',
      targets: [webA, webB],
    });
    const { loadBalancer: balancer } = loadBalancer(stack, {
      // The fault: what a node answers leaves by the route table of its own subnet, and these lead nowhere.
      subnets: [privateA, privateB],
      securityGroup: albSecurityGroup,
      uplink: tier.uplink,
      otherwise: forward(webTargets),
    });
    new CfnOutput(stack, 'ShopUrl', { value: `http://${balancer.attrDnsName}/` });
    return {
      ...tier.places,
      webSecurityGroup,
      webA,
      webB,
      webTargets,
      loadBalancer: balancer,
    };
  },

  checks: () => ({
    shop: reaches('internet', 'loadBalancer', tcp(80)),
    faces: facesInternet('loadBalancer'),
    webAReached: reaches('loadBalancer', 'webA', tcp(80)),
    webBReached: reaches('loadBalancer', 'webB', tcp(80)),
    targets: healthy('webTargets'),
    webAHidden: refuses('webA', 'ingress', 'internet', tcp(80)),
    webBHidden: refuses('webB', 'ingress', 'internet', tcp(80)),
    private: privateSubnet('privateA', 'privateB', 'webA', 'webB'),
  }),
  advice: () => ({ oneBalancer: costsAtMost(0.06) }),
  broken: { A: { shop: 'NO_ROUTE_TO_DESTINATION', faces: 'NOT_INTERNET_FACING' } },

  fixes: {
    'load balancer moved to the public subnets': {
      korean: '로드 밸런서를 퍼블릭 서브넷으로 이동',
      apply: moveToPublic,
    },
    'new load balancer in the public subnets, the old one deleted': {
      korean: '퍼블릭 서브넷에 새 로드 밸런서를 만들고 기존 것은 삭제',
      apply: async (lab) => {
        await deleteBalancer(lab, lab.id('loadBalancer'));
        await replaceBalancer(lab, lab.id('webTargets'));
      },
    },
    'new load balancer beside the old one, with a target group of its own': {
      korean: '기존 것은 두고 전용 대상 그룹이 있는 새 로드 밸런서 생성',
      apply: async (lab) => {
        const targets = [lab.id('webA'), lab.id('webB')];
        const to = await createGroupLike(lab, lab.id('webTargets'), { name: 'web-new', targets, role: 'webTargets' });
        const old = lab.id('loadBalancer');
        await replaceBalancer(lab, to);
        // The old one gives up its role, and is left running.
        await lab.elbv2.send(new RemoveTagsCommand({ ResourceArns: [old], TagKeys: [ROLE_TAG] }));
        await lab.elbv2.send(new RemoveTagsCommand({ ResourceArns: [lab.id('webTargets')], TagKeys: [ROLE_TAG] }));
      },
      advises: ['oneBalancer'],
    },
  },

  wrongFixes: {
    'internet gateway route in the private table': {
      apply: routePrivateToInternet,
      fails: { private: 'INTERNET_GATEWAY_ROUTE' },
    },
    'public addresses on the web servers': {
      apply: async (lab) => {
        for (const place of ['webA', 'webB'] as const) await giveAddress(lab, lab.id(place));
      },
      fails: { shop: 'NO_ROUTE_TO_DESTINATION', faces: 'NOT_INTERNET_FACING' },
    },
    'web servers opened to the internet': {
      apply: openServers,
      fails: {
        shop: 'NO_ROUTE_TO_DESTINATION',
        faces: 'NOT_INTERNET_FACING',
        webAHidden: 'OPEN_TO_INTERNET',
        webBHidden: 'OPEN_TO_INTERNET',
      },
    },
    'moved, and the web servers opened as well': {
      apply: async (lab) => {
        await moveToPublic(lab);
        await openServers(lab);
      },
      fails: { webAHidden: 'OPEN_TO_INTERNET', webBHidden: 'OPEN_TO_INTERNET' },
    },
    'only one of its two subnets changed': {
      apply: (lab) => setSubnets(lab, lab.id('loadBalancer'), [lab.id('publicA'), lab.id('privateB')]),
      fails: { shop: 'NO_ROUTE_TO_DESTINATION', faces: 'NOT_INTERNET_FACING' },
    },
    'internal load balancer in the public subnets': {
      apply: async (lab) => {
        await deleteBalancer(lab, lab.id('loadBalancer'));
        await replaceBalancer(lab, lab.id('webTargets'), 'internal');
      },
      fails: { shop: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', faces: 'NOT_INTERNET_FACING' },
    },
    'moved, but the load balancer may no longer reach a server': {
      apply: async (lab) => {
        await moveToPublic(lab);
        await admitOldNodesOnly(lab, 'webB');
      },
      fails: { webBReached: 'ENI_SG_RULES_MISMATCH' },
    },
    'moved, but the load balancer may no longer reach the other server': {
      apply: async (lab) => {
        await moveToPublic(lab);
        await admitOldNodesOnly(lab, 'webA');
      },
      fails: { webAReached: 'ENI_SG_RULES_MISMATCH' },
    },
    'moved, and every server taken out of service': {
      apply: async (lab) => {
        await moveToPublic(lab);
        for (const place of ['webA', 'webB'] as const) await deregister(lab, lab.id('webTargets'), lab.id(place));
      },
      fails: { targets: 'NO_HEALTHY_TARGET' },
    },
  },
});

/** Puts a server into a group that lets in the subnets that the load balancer was in, and no others. */
async function admitOldNodesOnly(lab: CaseLab, server: 'webA' | 'webB'): Promise<void> {
  const peer = blocks(`${lab.terms.net}.10.0/24`, `${lab.terms.net}.11.0/24`);
  await regroup(lab, lab.id(server), { name: 'web', vpc: lab.id('vpc'), ports: tcpPorts(80), peer });
}

async function moveToPublic(lab: CaseLab): Promise<void> {
  await setSubnets(lab, lab.id('loadBalancer'), [lab.id('publicA'), lab.id('publicB')]);
}

async function replaceBalancer(lab: CaseLab, to: string, scheme?: 'internal'): Promise<void> {
  const subnets = [lab.id('publicA'), lab.id('publicB')];
  const group = lab.id('albSecurityGroup');
  await createBalancer(lab, { name: 'shop-new', subnets, group, to, role: 'loadBalancer', ...(scheme && { scheme }) });
}

async function routePrivateToInternet(lab: CaseLab): Promise<void> {
  await addRoute(lab, lab.id('privateRouteTable'), { GatewayId: lab.id('internetGateway') });
}

async function openServers(lab: CaseLab): Promise<void> {
  await allowIn(lab, lab.id('webSecurityGroup'), tcpPorts(80), blocks(ANYWHERE));
}
