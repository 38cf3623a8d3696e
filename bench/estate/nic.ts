import type { Group, Nic, Owner, PublicAddress, Service, Subnet } from './plan.ts';
import type { Random } from './random.ts';

/** What an interface is asked to be. */
export interface Wish {
  readonly subnet: Subnet;
  readonly groups: readonly Group[];
  readonly owner: Owner;
  /** Private addresses besides the primary one. */
  readonly secondary?: number;
  readonly public?: 'elastic' | 'lent' | undefined;
  readonly ipv6?: boolean;
}

/** Makes interfaces; no two have the same address in a subnet, or the same public address. */
export class Interfaces {
  readonly all: Nic[] = [];
  readonly #random: Random;
  #publicAddresses = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  add({ subnet, groups, owner, secondary = 0, public: kind, ipv6 = false }: Wish): Nic {
    const nic: Nic = {
      id: this.#random.id('eni'),
      subnet,
      groups,
      addresses: Array.from({ length: 1 + secondary }, () => subnet.first + subnet.taken++),
      ipv6: ipv6 && subnet.ipv6 ? `${subnet.ipv6}:${this.#ipv6Host()}` : undefined,
      public: kind && this.#publicAddress(kind),
      owner,
      attachmentId: this.#attachmentId(owner),
      attachTime: this.#random.time(),
    };
    this.all.push(nic);
    return nic;
  }

  /** Room for one more interface with this many addresses. */
  fits(subnet: Subnet, addresses: number): boolean {
    return subnet.taken + addresses < 2 ** (32 - subnet.length) - 1;
  }

  #ipv6Host(): string {
    return [1, 2, 3, 4].map(() => this.#random.between(1, 0xffff).toString(16)).join(':');
  }

  #publicAddress(kind: 'elastic' | 'lent'): PublicAddress {
    const serial = this.#publicAddresses++;
    const ip = `${serial % 2 === 0 ? 3 : 54}.${80 + (serial >> 17)}.${(serial >> 9) & 255}.${(serial >> 1) & 255}`;
    if (kind === 'lent') return { ip, elastic: undefined };
    return { ip, elastic: { allocationId: this.#random.id('eipalloc'), associationId: this.#random.id('eipassoc') } };
  }

  #attachmentId(owner: Owner): string {
    return this.#random.id(owner.kind === 'service' ? owner.service.attachment : 'eni-attach');
  }
}

const service = (type: Service['type'], requester: string, more: Partial<Service> = {}): Service => ({
  type,
  requester,
  managed: true,
  sourceDestCheck: true,
  attachment: 'ela-attach',
  attachedBy: 'amazon-aws',
  ...more,
});

/** How the services show themselves on their interfaces. */
export const SERVICES = {
  natGateway: service('nat_gateway', '036872051663', { sourceDestCheck: false }),
  applicationBalancer: service('interface', 'amazon-elb', { attachment: 'eni-attach', attachedBy: 'amazon-elb' }),
  networkBalancer: service('network_load_balancer', 'amazon-elb', { sourceDestCheck: false }),
  endpoint: service('vpc_endpoint', '727180483921'),
  transitGateway: service('transit_gateway', '466197421519', { sourceDestCheck: false }),
  lambda: service('lambda', 'AROAEXAMPLELAMBDAROLE:111122223333', { managed: false }),
  database: service('interface', 'amazon-rds', { attachment: 'eni-attach', attachedBy: 'amazon-rds' }),
  cache: service('interface', 'amazon-elasticache', { attachment: 'eni-attach', attachedBy: 'amazon-elasticache' }),
  fileSystem: service('interface', '506287893582', { attachment: 'eni-attach', attachedBy: '506287893582' }),
  task: service('interface', '578734482556', { attachment: 'eni-attach', attachedBy: '578734482556' }),
} satisfies Record<string, Service>;
