import {
  CreateListenerCommand,
  DescribeSSLPoliciesCommand,
  type Listener,
  type LoadBalancer,
  ModifyListenerCommand,
  type ProtocolEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Clients } from '../clients.ts';
import { EditPage } from '../edit-page.tsx';
import { useLoaded } from '../loaded.ts';
import { useClients } from '../region.tsx';
import { Gone, useResource } from '../resource-page.tsx';
import { ChoiceField, options, TextField } from '../text-field.tsx';
import { actionsOf, editedAction } from './action.ts';
import { ActionFields } from './action-fields.tsx';
import { isSecure, listenerPath, protocolPort } from './listener.ts';
import { balancerPath, isApplication } from './load-balancer.ts';
import { loadBalancers } from './load-balancers.tsx';
import { OfListener } from './of-listener.tsx';

export function AddListener() {
  const { all, id, item } = useResource(loadBalancers);
  if (!all) return null;
  return item ? <Editor key={id} balancer={item} /> : <Gone one="load balancer" id={id} />;
}

export const EditListener = () => (
  <OfListener>{({ balancer, listener }) => <Editor balancer={balancer} listener={listener} />}</OfListener>
);

const PROTOCOLS: Readonly<Record<string, readonly ProtocolEnum[]>> = {
  application: ['HTTP', 'HTTPS'],
  network: ['TCP', 'TLS', 'UDP', 'TCP_UDP'],
};

const securityPolicies = async ({ elb }: Clients) =>
  ((await elb.send(new DescribeSSLPoliciesCommand({}))).SslPolicies ?? []).map(({ Name = '' }) => Name);

/** The form of a listener; of a new one when none is given. */
function Editor({ balancer, listener }: { balancer: LoadBalancer; listener?: Listener }) {
  const { elb } = useClients();
  const { value: policies = [] } = useLoaded(securityPolicies);
  const protocols = PROTOCOLS[balancer.Type ?? ''] ?? [];
  const [protocol, setProtocol] = useState<string>(listener?.Protocol ?? protocols[0] ?? '');
  const [port, setPort] = useState(String(listener?.Port ?? 80));
  const [action, setAction] = useState(() => editedAction(listener?.DefaultActions));
  const [policy, setPolicy] = useState(listener?.SslPolicy ?? 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06');
  const [certificate, setCertificate] = useState(listener?.Certificates?.[0]?.CertificateArn ?? '');
  const { LoadBalancerArn } = balancer;
  const save = async () => {
    const secure = { SslPolicy: policy, Certificates: certificate === '' ? [] : [{ CertificateArn: certificate }] };
    const wanted = {
      Protocol: protocols.find((each) => each === protocol),
      Port: Number(port),
      DefaultActions: actionsOf(action),
      ...(isSecure(protocol) && secure),
    };
    await (listener
      ? elb.send(new ModifyListenerCommand({ ListenerArn: listener.ListenerArn, ...wanted }))
      : elb.send(new CreateListenerCommand({ LoadBalancerArn, ...wanted })));
  };
  return (
    <EditPage
      title={listener ? 'Edit listener' : 'Add listener'}
      description={balancer.LoadBalancerName ?? ''}
      back={listener ? listenerPath(balancer, listener) : balancerPath(balancer)}
      done={
        listener ? `The listener ${protocolPort(listener)} was saved.` : `The listener ${protocol}:${port} was added.`
      }
      work={save}
    >
      <Container header={<Header variant="h2">Listener configuration</Header>}>
        <SpaceBetween size="m">
          <ChoiceField label="Protocol" value={protocol} onChange={setProtocol} among={options(...protocols)} />
          <TextField label="Port" description="1 to 65535." type="number" value={port} onChange={setPort} />
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">Default action</Header>}>
        <ActionFields
          from={{ vpc: balancer.VpcId, application: isApplication(balancer) }}
          action={action}
          onChange={setAction}
        />
      </Container>
      {isSecure(protocol) && (
        <Container header={<Header variant="h2">Secure listener settings</Header>}>
          <SpaceBetween size="m">
            <ChoiceField label="Security policy" value={policy} onChange={setPolicy} among={options(...policies)} />
            <TextField
              label="Default SSL/TLS server certificate"
              description="The ARN of a certificate of ACM or IAM."
              placeholder="arn:aws:acm:"
              value={certificate}
              onChange={setCertificate}
            />
          </SpaceBetween>
        </Container>
      )}
    </EditPage>
  );
}
