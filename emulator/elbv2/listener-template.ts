import type { CreateListenerInput, ListenerAttribute } from '@aws-sdk/client-elastic-load-balancing-v2';
import { attributesRead, reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { operations as listeners } from './listener.ts';
import { operations as attributes } from './listener-attributes.ts';
import { retag } from './template.ts';

interface ListenerProperties extends CreateListenerInput {
  ListenerAttributes?: ListenerAttribute[];
}

function setAttributes(region: Region, ListenerArn: string, Attributes: ListenerAttribute[] | undefined): void {
  if (Attributes?.length) attributes.ModifyListenerAttributes(region, { ListenerArn, Attributes });
}

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listener.html */
  'AWS::ElasticLoadBalancingV2::Listener': resourceType<ListenerProperties>({
    create(region, { ListenerAttributes, ...input }) {
      const arn = listeners.CreateListener(region, input).Listeners[0]?.ListenerArn ?? '';
      setAttributes(region, arn, ListenerAttributes);
      return arn;
    },

    update(region, ListenerArn, { ListenerAttributes, Tags, LoadBalancerArn: _arn, ...input }, previous) {
      listeners.ModifyListener(region, { ListenerArn, ...input });
      setAttributes(region, ListenerArn, ListenerAttributes);
      retag(region, 'listeners', ListenerArn, Tags, previous.Tags);
    },

    delete(region, ListenerArn) {
      if (region.listeners.get(ListenerArn)) listeners.DeleteListener(region, { ListenerArn });
    },

    attributes: (_region, ListenerArn) => ({ ListenerArn }),

    read: reading(
      'listeners',
      ['LoadBalancerArn', 'Port', 'Protocol', 'SslPolicy', 'AlpnPolicy', 'DefaultActions'],
      (record, _region, wanted) => ({
        Certificates: record.Certificates,
        ListenerAttributes: attributesRead(wanted.ListenerAttributes, record.attributes),
        Tags: record.tags,
      }),
    ),
  }),
};
