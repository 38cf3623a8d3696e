import type { CreateTrustStoreInput, RevocationContent } from '@aws-sdk/client-elastic-load-balancing-v2';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { existing } from './existing.ts';
import { generatedName, retag } from './template.ts';
import { operations as trustStores } from './trust-store.ts';
import { operations as revocations } from './trust-store-revocation.ts';

interface TrustStoreProperties extends Omit<CreateTrustStoreInput, 'Name'> {
  Name?: string;
}

interface RevocationProperties {
  TrustStoreArn: string;
  RevocationContents: RevocationContent[];
}

/** The revocations that were made together, which the id names by the first of them and their trust store. */
function revocationsOf(region: Region, id: string) {
  const [first, TrustStoreArn = ''] = id.split('|');
  const all = region.trustStores.get(TrustStoreArn)?.revocations ?? [];
  return { TrustStoreArn, made: all.filter(({ first: each }) => String(each) === first) };
}

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-truststore.html */
  'AWS::ElasticLoadBalancingV2::TrustStore': resourceType<TrustStoreProperties>({
    create(region, properties, request) {
      const made = trustStores.CreateTrustStore(region, {
        ...properties,
        Name: properties.Name ?? generatedName(request),
      });
      return made.TrustStores[0]?.TrustStoreArn ?? '';
    },

    update(region, TrustStoreArn, { Name: _name, Tags, ...bundle }, previous) {
      trustStores.ModifyTrustStore(region, { TrustStoreArn, ...bundle });
      retag(region, 'trustStores', TrustStoreArn, Tags, previous.Tags);
    },

    delete(region, TrustStoreArn) {
      if (region.trustStores.get(TrustStoreArn)) trustStores.DeleteTrustStore(region, { TrustStoreArn });
    },

    attributes(region, TrustStoreArn) {
      const { Status, NumberOfCaCertificates } = existing(region, 'trustStores', TrustStoreArn);
      return { TrustStoreArn, Status, NumberOfCaCertificates };
    },
  }),

  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-truststorerevocation.html */
  'AWS::ElasticLoadBalancingV2::TrustStoreRevocation': resourceType<RevocationProperties>({
    create(region, { TrustStoreArn, RevocationContents }) {
      const made = revocations.AddTrustStoreRevocations(region, { TrustStoreArn, RevocationContents });
      return `${made.TrustStoreRevocations[0]?.RevocationId}|${TrustStoreArn}`;
    },

    delete(region, id) {
      const { TrustStoreArn, made } = revocationsOf(region, id);
      const RevocationIds = made.flatMap(({ RevocationId }) => RevocationId ?? []);
      if (made.length > 0) revocations.RemoveTrustStoreRevocations(region, { TrustStoreArn, RevocationIds });
    },

    attributes(region, id) {
      const { made } = revocationsOf(region, id);
      const TrustStoreRevocations = made.map(({ content: _content, first: _first, ...each }) => each);
      return { RevocationId: made[0]?.RevocationId, TrustStoreRevocations };
    },
  }),
};
