import type { ResourceType } from '../resource-type.ts';
import { operations as accountLimit } from './account-limit.ts';
import { operations as capacityReservation } from './capacity-reservation.ts';
import { operations as ipPool } from './ip-pool.ts';
import { operations as listener } from './listener.ts';
import { operations as listenerAttributes } from './listener-attributes.ts';
import { operations as listenerCertificate } from './listener-certificate.ts';
import { resourceTypes as listenerCertificateTypes } from './listener-certificate-template.ts';
import { resourceTypes as listenerTypes } from './listener-template.ts';
import { operations as loadBalancer } from './load-balancer.ts';
import { operations as loadBalancerAttributes } from './load-balancer-attributes.ts';
import { operations as loadBalancerSettings } from './load-balancer-settings.ts';
import { resourceTypes as loadBalancerTypes } from './load-balancer-template.ts';
import type { Elbv2Operations } from './operations.ts';
import { operations as rule } from './rule.ts';
import { resourceTypes as ruleTypes } from './rule-template.ts';
import { operations as sslPolicy } from './ssl-policy.ts';
import { operations as tags } from './tags.ts';
import { operations as target } from './target.ts';
import { operations as targetGroup } from './target-group.ts';
import { operations as targetGroupAttributes } from './target-group-attributes.ts';
import { resourceTypes as targetGroupTypes } from './target-group-template.ts';
import { operations as targetHealth } from './target-health.ts';
import { operations as trustStore } from './trust-store.ts';
import { operations as trustStoreRevocation } from './trust-store-revocation.ts';
import { resourceTypes as trustStoreTypes } from './trust-store-template.ts';

export const operations: Elbv2Operations = {
  ...loadBalancer,
  ...loadBalancerAttributes,
  ...loadBalancerSettings,
  ...listener,
  ...listenerAttributes,
  ...rule,
  ...targetGroup,
  ...targetGroupAttributes,
  ...target,
  ...targetHealth,
  ...tags,
  ...accountLimit,
  ...sslPolicy,
  ...trustStore,
  ...trustStoreRevocation,
  ...listenerCertificate,
  ...capacityReservation,
  ...ipPool,
};

export const resourceTypes: Record<string, ResourceType> = {
  ...loadBalancerTypes,
  ...listenerTypes,
  ...ruleTypes,
  ...targetGroupTypes,
  ...listenerCertificateTypes,
  ...trustStoreTypes,
};
