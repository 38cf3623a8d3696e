import { describe, expect, test } from 'vitest';
import { localEc2, refusal } from './local-ec2.ts';
import {
  attach,
  attachmentIs,
  bareGatewayOf,
  searched,
  spokeOf,
  transitGatewayOf,
  transitTableOf,
} from './transit-gateway-lab.ts';

const local = localEc2();

/** A gateway without default tables that two VPCs `10.n.0.0/16` and the next are attached to, and a table of its own. */
async function joined(n: number) {
  const { ec2 } = local;
  const { id } = await bareGatewayOf(ec2);
  const [one, two] = [await spokeOf(ec2, n), await spokeOf(ec2, n + 1)];
  const [first, second] = [await attach(ec2, id, one.vpcId, one.a), await attach(ec2, id, two.vpcId, two.a)];
  return { ec2, id, one, two, first, second, table: await transitTableOf(ec2, id) };
}

const use = (TransitGatewayRouteTableId: string, TransitGatewayAttachmentId: string) => ({
  TransitGatewayRouteTableId,
  TransitGatewayAttachmentId,
});

describe('a route table', () => {
  test('is made, described and deleted', async () => {
    const { ec2 } = local;
    const { id } = await bareGatewayOf(ec2);
    const made = await ec2.createTransitGatewayRouteTable({
      TransitGatewayId: id,
      TagSpecifications: [{ ResourceType: 'transit-gateway-route-table', Tags: [{ Key: 'Name', Value: 'spokes' }] }],
    });
    expect(made.TransitGatewayRouteTable).toMatchObject({ State: 'pending', TransitGatewayId: id });
    const Filters = [
      { Name: 'tag:Name', Values: ['spokes'] },
      { Name: 'default-association-route-table', Values: ['false'] },
    ];
    const { TransitGatewayRouteTables } = await ec2.describeTransitGatewayRouteTables({ Filters });
    expect(TransitGatewayRouteTables).toEqual([
      {
        TransitGatewayRouteTableId: expect.stringMatching(/^tgw-rtb-[0-9a-f]{17}$/),
        TransitGatewayId: id,
        State: 'available',
        DefaultAssociationRouteTable: false,
        DefaultPropagationRouteTable: false,
        CreationTime: expect.any(Date),
        Tags: [{ Key: 'Name', Value: 'spokes' }],
      },
    ]);
    const TransitGatewayRouteTableId = TransitGatewayRouteTables?.[0]?.TransitGatewayRouteTableId ?? '';
    const deleted = await ec2.deleteTransitGatewayRouteTable({ TransitGatewayRouteTableId });
    expect(deleted.TransitGatewayRouteTable?.State).toBe('deleting');
    const again = ec2.deleteTransitGatewayRouteTable({ TransitGatewayRouteTableId });
    await refusal(again, 'InvalidRouteTableID.NotFound');
  });

  test('that is used, or a default, stays', async () => {
    const { ec2, table, first } = await joined(60);
    await ec2.associateTransitGatewayRouteTable(use(table, first));
    const deleting = () => ec2.deleteTransitGatewayRouteTable({ TransitGatewayRouteTableId: table });
    await refusal(deleting(), 'IncorrectState', new RegExp(`${table}.*${first}`));
    await ec2.disassociateTransitGatewayRouteTable(use(table, first));
    await deleting();
    const gateway = await transitGatewayOf(ec2);
    const TransitGatewayRouteTableId = gateway.table;
    await refusal(ec2.deleteTransitGatewayRouteTable({ TransitGatewayRouteTableId }), 'IncorrectState');
  });
});

describe('an association', () => {
  test('is the one of its attachment, until it is taken away', async () => {
    const { ec2, id, table, one, first, second } = await joined(62);
    const made = await ec2.associateTransitGatewayRouteTable(use(table, first));
    expect(made.Association).toEqual({
      ...use(table, first),
      ResourceId: one.vpcId,
      ResourceType: 'vpc',
      State: 'associating',
    });
    await ec2.associateTransitGatewayRouteTable(use(table, second));
    const list = async (name: string, value: string) =>
      (
        await ec2.getTransitGatewayRouteTableAssociations({
          TransitGatewayRouteTableId: table,
          Filters: [{ Name: name, Values: [value] }],
        })
      ).Associations;
    const expected = {
      TransitGatewayAttachmentId: first,
      ResourceId: one.vpcId,
      ResourceType: 'vpc',
      State: 'associated',
    };
    expect(await list('resource-id', one.vpcId)).toEqual([expected]);
    expect(await list('resource-type', 'vpc')).toHaveLength(2);
    expect(await list('transit-gateway-attachment-id', second)).toHaveLength(1);
    const other = await transitTableOf(ec2, id);
    const words = `Transit Gateway Attachment ${first} is already associated to a route table.`;
    await refusal(ec2.associateTransitGatewayRouteTable(use(other, first)), 'Resource.AlreadyAssociated', words);
    await refusal(ec2.disassociateTransitGatewayRouteTable(use(other, first)), 'InvalidAssociation.NotFound');
    const gone = await ec2.disassociateTransitGatewayRouteTable(use(table, first));
    expect(gone.Association?.State).toBe('disassociating');
    expect(await list('resource-id', one.vpcId)).toEqual([]);
    await ec2.associateTransitGatewayRouteTable(use(other, first));
    const { TransitGatewayAttachments } = await ec2.describeTransitGatewayAttachments(attachmentIs(first));
    expect(TransitGatewayAttachments?.[0]?.Association?.TransitGatewayRouteTableId).toBe(other);
  });

  test('needs an attachment and a table of the same gateway', async () => {
    const { ec2, table, first } = await joined(64);
    const foreign = await transitTableOf(ec2, (await bareGatewayOf(ec2)).id);
    await refusal(ec2.associateTransitGatewayRouteTable(use(foreign, first)), 'InvalidParameterValue');
    const lost = use(table, 'tgw-attach-0');
    await refusal(ec2.associateTransitGatewayRouteTable(lost), 'InvalidTransitGatewayAttachmentID.NotFound');
    await refusal(ec2.associateTransitGatewayRouteTable(use('tgw-rtb-0', first)), 'InvalidRouteTableID.NotFound');
    const TransitGatewayRouteTableId = 'tgw-rtb-0';
    await refusal(
      ec2.getTransitGatewayRouteTableAssociations({ TransitGatewayRouteTableId }),
      'InvalidRouteTableID.NotFound',
    );
  });
});

describe('a propagation', () => {
  test("brings the VPC's blocks as they stand into any number of tables", async () => {
    const { ec2, id, table, one, two, first, second } = await joined(66);
    const other = await transitTableOf(ec2, id);
    const made = await ec2.enableTransitGatewayRouteTablePropagation(use(table, first));
    expect(made.Propagation).toEqual({
      ...use(table, first),
      ResourceId: one.vpcId,
      ResourceType: 'vpc',
      State: 'enabled',
    });
    await ec2.enableTransitGatewayRouteTablePropagation(use(other, first));
    await ec2.enableTransitGatewayRouteTablePropagation(use(table, second));
    expect(await searched(ec2, table)).toEqual([
      `10.66.0.0/16 propagated active ${one.vpcId}`,
      `10.67.0.0/16 propagated active ${two.vpcId}`,
    ]);
    expect(await searched(ec2, other)).toEqual([`10.66.0.0/16 propagated active ${one.vpcId}`]);
    await ec2.associateVpcCidrBlock({ VpcId: one.vpcId, CidrBlock: '10.166.0.0/16' });
    expect(await searched(ec2, other)).toContain(`10.166.0.0/16 propagated active ${one.vpcId}`);
    const ofAttachment = await ec2.getTransitGatewayAttachmentPropagations({ TransitGatewayAttachmentId: first });
    expect(ofAttachment.TransitGatewayAttachmentPropagations).toEqual([
      { TransitGatewayRouteTableId: table, State: 'enabled' },
      { TransitGatewayRouteTableId: other, State: 'enabled' },
    ]);
    const ofTable = await ec2.getTransitGatewayRouteTablePropagations({
      TransitGatewayRouteTableId: table,
      Filters: [{ Name: 'resource-id', Values: [two.vpcId] }],
    });
    expect(ofTable.TransitGatewayRouteTablePropagations).toEqual([
      { TransitGatewayAttachmentId: second, ResourceId: two.vpcId, ResourceType: 'vpc', State: 'enabled' },
    ]);
    const gone = await ec2.disableTransitGatewayRouteTablePropagation(use(table, first));
    expect(gone.Propagation?.State).toBe('disabled');
    expect(await searched(ec2, table)).toEqual([`10.67.0.0/16 propagated active ${two.vpcId}`]);
  });

  test('brings IPv6 blocks only from an attachment that supports IPv6', async () => {
    const { ec2, table, one, first } = await joined(68);
    await ec2.associateVpcCidrBlock({ VpcId: one.vpcId, AmazonProvidedIpv6CidrBlock: true });
    await ec2.enableTransitGatewayRouteTablePropagation(use(table, first));
    expect(await searched(ec2, table)).toHaveLength(1);
    await ec2.modifyTransitGatewayVpcAttachment({
      TransitGatewayAttachmentId: first,
      Options: { Ipv6Support: 'enable' },
    });
    expect((await searched(ec2, table))[1]).toMatch(/^[0-9a-f:]+::\/56 propagated active vpc-/);
  });

  test('is enabled once, and disabled where it is enabled', async () => {
    const { ec2, table, first, second } = await joined(70);
    const foreign = await transitTableOf(ec2, (await bareGatewayOf(ec2)).id);
    await ec2.enableTransitGatewayRouteTablePropagation(use(table, first));
    await refusal(
      ec2.enableTransitGatewayRouteTablePropagation(use(table, first)),
      'TransitGatewayRouteTablePropagation.Duplicate',
      `Propagation ${first} already exists in Transit Gateway Route Table ${table}.`,
    );
    await refusal(
      ec2.disableTransitGatewayRouteTablePropagation(use(table, second)),
      'TransitGatewayRouteTablePropagation.NotFound',
    );
    await refusal(ec2.enableTransitGatewayRouteTablePropagation(use(foreign, first)), 'InvalidParameterValue');
    await refusal(
      ec2.enableTransitGatewayRouteTablePropagation(use(table, 'tgw-attach-0')),
      'InvalidTransitGatewayAttachmentID.NotFound',
    );
  });
});
