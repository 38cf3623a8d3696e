import { EC2 } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../emulator/local-aws.ts';
import { refusal } from './local-ec2.ts';
import { attachmentIs, bareGatewayOf, searched, transitGatewayOf, transitTableOf } from './transit-gateway-lab.ts';

let aws: LocalAws;
let virginia: EC2;
let ireland: EC2;
beforeAll(async () => {
  aws = await startLocalAws({ port: 0 });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = (region: string) => new EC2({ region, endpoint: aws.url, credentials, maxAttempts: 1 });
  [virginia, ireland] = [client('us-east-1'), client('eu-west-1')];
});
afterAll(() => aws.close());

/** Gateways in two Regions, or two in one, and a peering between them that waits to be accepted. */
async function asked(far = ireland, PeerRegion = 'eu-west-1') {
  const [near, other] = [await transitGatewayOf(virginia), await transitGatewayOf(far)];
  const made = await virginia.createTransitGatewayPeeringAttachment({
    TransitGatewayId: near.id,
    PeerTransitGatewayId: other.id,
    PeerAccountId: aws.state.accountId,
    PeerRegion,
    TagSpecifications: [{ ResourceType: 'transit-gateway-attachment', Tags: [{ Key: 'Name', Value: 'out' }] }],
  });
  const attachment = made.TransitGatewayPeeringAttachment ?? {};
  const id = attachment.TransitGatewayAttachmentId ?? '';
  return { near, far: other, id, otherId: attachment.AccepterTransitGatewayAttachmentId ?? '', attachment };
}

async function stateOf(ec2: EC2, id: string): Promise<string | undefined> {
  const { TransitGatewayPeeringAttachments } = await ec2.describeTransitGatewayPeeringAttachments(attachmentIs(id));
  return TransitGatewayPeeringAttachments?.[0]?.State;
}

describe('a peering of transit gateways', () => {
  test('to another Region has one id, and an attachment on both sides', async () => {
    const { near, far, id, otherId, attachment } = await asked();
    expect(attachment).toMatchObject({
      State: 'initiatingRequest',
      RequesterTgwInfo: { TransitGatewayId: near.id, Region: 'us-east-1', OwnerId: aws.state.accountId },
      AccepterTgwInfo: { TransitGatewayId: far.id, Region: 'eu-west-1', OwnerId: aws.state.accountId },
      Tags: [{ Key: 'Name', Value: 'out' }],
    });
    expect(otherId).toBe(id);
    expect([await stateOf(virginia, id), await stateOf(ireland, id)]).toEqual([
      'pendingAcceptance',
      'pendingAcceptance',
    ]);
    const seen = async (ec2: EC2) =>
      (await ec2.describeTransitGatewayAttachments(attachmentIs(id))).TransitGatewayAttachments;
    expect(await seen(virginia)).toMatchObject([
      { TransitGatewayId: near.id, ResourceId: far.id, ResourceType: 'peering', State: 'pendingAcceptance' },
    ]);
    expect(await seen(ireland)).toMatchObject([{ TransitGatewayId: far.id, ResourceId: near.id, Tags: [] }]);
  });

  test('is accepted by the other side, and joins the default tables but propagates nothing', async () => {
    const { near, far, id } = await asked();
    const TransitGatewayAttachmentId = id;
    const words = `Cannot accept ${id} as the source of the peering request.`;
    await refusal(
      virginia.acceptTransitGatewayPeeringAttachment({ TransitGatewayAttachmentId }),
      'InvalidParameterValue',
      words,
    );
    const route = { DestinationCidrBlock: '10.9.0.0/16', TransitGatewayRouteTableId: near.table };
    const early = virginia.createTransitGatewayRoute({ ...route, TransitGatewayAttachmentId });
    await refusal(early, 'IncorrectState', `${id} is in invalid state`);
    const accepted = await ireland.acceptTransitGatewayPeeringAttachment({ TransitGatewayAttachmentId });
    expect(accepted.TransitGatewayPeeringAttachment?.State).toBe('pending');
    expect([await stateOf(virginia, id), await stateOf(ireland, id)]).toEqual(['available', 'available']);
    await refusal(ireland.acceptTransitGatewayPeeringAttachment({ TransitGatewayAttachmentId }), 'IncorrectState');
    for (const [ec2, gateway] of [
      [virginia, near],
      [ireland, far],
    ] as const) {
      const { Associations } = await ec2.getTransitGatewayRouteTableAssociations({
        TransitGatewayRouteTableId: gateway.table,
      });
      expect(Associations).toMatchObject([{ TransitGatewayAttachmentId: id, ResourceType: 'peering' }]);
      expect(await searched(ec2, gateway.table)).toEqual([]);
    }
    await refusal(
      virginia.enableTransitGatewayRouteTablePropagation({
        TransitGatewayRouteTableId: near.table,
        TransitGatewayAttachmentId,
      }),
      'InvalidParameterValue',
      /not supported/,
    );
    await virginia.createTransitGatewayRoute({ ...route, TransitGatewayAttachmentId });
    expect(await searched(virginia, near.table)).toEqual([`10.9.0.0/16 static active ${far.id}`]);
    const blocked = virginia.deleteTransitGateway({ TransitGatewayId: near.id });
    await refusal(blocked, 'IncorrectState', /Transit Gateway Cross Region Peering Attachments: /);
    const deleted = await ireland.deleteTransitGatewayPeeringAttachment({ TransitGatewayAttachmentId });
    expect(deleted.TransitGatewayPeeringAttachment?.State).toBe('deleting');
    expect([await stateOf(virginia, id), await stateOf(ireland, id)]).toEqual(['deleted', 'deleted']);
    expect(await searched(virginia, near.table)).toEqual([`10.9.0.0/16 static blackhole ${far.id}`]);
    await virginia.deleteTransitGateway({ TransitGatewayId: near.id });
  });

  test('within a Region has an id for each side', async () => {
    const { near, far, id, otherId } = await asked(virginia, 'us-east-1');
    expect(otherId).not.toBe(id);
    const Filters = [{ Name: 'transit-gateway-id', Values: [far.id] }];
    const { TransitGatewayPeeringAttachments } = await virginia.describeTransitGatewayPeeringAttachments({ Filters });
    expect(TransitGatewayPeeringAttachments?.map((each) => each.TransitGatewayAttachmentId)).toEqual([otherId]);
    const accept = (TransitGatewayAttachmentId: string) =>
      virginia.acceptTransitGatewayPeeringAttachment({ TransitGatewayAttachmentId });
    await refusal(accept(id), 'InvalidParameterValue', /as the source of the peering request/);
    await accept(otherId);
    expect([await stateOf(virginia, id), await stateOf(virginia, otherId)]).toEqual(['available', 'available']);
    const again = virginia.createTransitGatewayPeeringAttachment({
      TransitGatewayId: near.id,
      PeerTransitGatewayId: far.id,
      PeerAccountId: aws.state.accountId,
      PeerRegion: 'us-east-1',
    });
    await refusal(again, 'DuplicateTransitGatewayAttachment');
    await virginia.deleteTransitGatewayPeeringAttachment({ TransitGatewayAttachmentId: id });
    expect(await stateOf(virginia, otherId)).toBe('deleted');
  });

  test('can be rejected by the other side', async () => {
    const { id } = await asked();
    const TransitGatewayAttachmentId = id;
    await refusal(
      virginia.rejectTransitGatewayPeeringAttachment({ TransitGatewayAttachmentId }),
      'InvalidParameterValue',
    );
    const rejected = await ireland.rejectTransitGatewayPeeringAttachment({ TransitGatewayAttachmentId });
    expect(rejected.TransitGatewayPeeringAttachment?.State).toBe('rejecting');
    expect([await stateOf(virginia, id), await stateOf(ireland, id)]).toEqual(['rejected', 'rejected']);
    await refusal(
      ireland.deleteTransitGatewayPeeringAttachment({ TransitGatewayAttachmentId }),
      'InvalidTransitGatewayAttachmentID.NotFound',
    );
  });

  test('to what is not there fails; to nowhere is refused', async () => {
    const { id } = await bareGatewayOf(virginia);
    const ask = (PeerTransitGatewayId: string, PeerRegion = 'eu-west-1', PeerAccountId = aws.state.accountId) =>
      virginia.createTransitGatewayPeeringAttachment({
        TransitGatewayId: id,
        PeerTransitGatewayId,
        PeerRegion,
        PeerAccountId,
      });
    const lost = await ask('tgw-0123456789abcdef0');
    const failed = lost.TransitGatewayPeeringAttachment?.TransitGatewayAttachmentId ?? '';
    const { TransitGatewayPeeringAttachments } = await virginia.describeTransitGatewayPeeringAttachments(
      attachmentIs(failed),
    );
    expect(TransitGatewayPeeringAttachments).toMatchObject([
      { State: 'failed', Status: { Code: 'InvalidTransitGatewayID.NotFound' } },
    ]);
    const far = await bareGatewayOf(ireland);
    const stranger = await ask(far.id, 'eu-west-1', '210987654321');
    expect(await stateOf(virginia, stranger.TransitGatewayPeeringAttachment?.TransitGatewayAttachmentId ?? '')).toBe(
      'failed',
    );
    await refusal(ask(far.id, 'mars-north-1'), 'InvalidParameterValue', /PeerRegion/);
    await refusal(ask(id, 'us-east-1'), 'InvalidParameterValue');
    await virginia.deleteTransitGateway({ TransitGatewayId: id });
  });

  test('is not touched by an operation for VPC attachments', async () => {
    const { near, id } = await asked();
    await refusal(
      virginia.deleteTransitGatewayVpcAttachment({ TransitGatewayAttachmentId: id }),
      'InvalidTransitGatewayAttachmentID.NotFound',
      `Transit Gateway VPC Attachment ${id} was deleted or does not exist.`,
    );
    const table = await transitTableOf(virginia, near.id);
    const pending = { TransitGatewayRouteTableId: table, TransitGatewayAttachmentId: id };
    await refusal(virginia.associateTransitGatewayRouteTable(pending), 'IncorrectState');
  });
});
