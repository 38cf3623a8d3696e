import type { Certificate } from '@aws-sdk/client-elastic-load-balancing-v2';
import { generatedName } from '../generated-name.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { operations as certificates } from './listener-certificate.ts';
import { differs } from './template.ts';

interface ListenerCertificateProperties {
  ListenerArn: string;
  Certificates: Certificate[];
}

function add(region: Region, ListenerArn: string, added: readonly Certificate[]): void {
  for (const each of added) certificates.AddListenerCertificates(region, { ListenerArn, Certificates: [each] });
}

function remove(region: Region, ListenerArn: string, removed: readonly Certificate[]): void {
  if (!region.listeners.get(ListenerArn)) return;
  for (const each of removed) certificates.RemoveListenerCertificates(region, { ListenerArn, Certificates: [each] });
}

const without = (some: readonly Certificate[], others: readonly Certificate[]) =>
  some.filter((each) => others.every((other) => differs(each, other)));

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listenercertificate.html */
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': resourceType<ListenerCertificateProperties>({
    create(region, { ListenerArn, Certificates }, request) {
      add(region, ListenerArn, Certificates);
      return generatedName(request);
    },

    update(region, _id, { ListenerArn, Certificates }, previous) {
      add(region, ListenerArn, without(Certificates, previous.Certificates));
      remove(region, ListenerArn, without(previous.Certificates, Certificates));
    },

    delete: (region, _id, { ListenerArn, Certificates }) => remove(region, ListenerArn, Certificates),

    attributes: (_region, Id) => ({ Id }),
  }),
};
