import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { answer } from '../../../emulator/answer.ts';
import type { AnyHandler } from '../../../emulator/operation.ts';
import { type ServiceEntry, service } from '../../../emulator/services.ts';
import { State } from '../../../emulator/state.ts';

interface AnyClient {
  send(command: object): Promise<object>;
}

type AnyClass = new (input: object) => object;

/** One of the five services, with handlers of a test's own, and the SDK's client for it that needs no network. */
export interface Subject {
  readonly name: string;
  readonly sdk: object;
  /** Calls an operation by name through the SDK's own serializer and deserializer. */
  call(operation: string, input: object): Promise<object>;
}

const CONFIG = { region: 'eu-west-1', credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' } };

/** What an answer's handler needs of a request, from what the SDK would send. */
export function requestHandlerFor(services: readonly ServiceEntry[], state: State) {
  return {
    async handle(request: HttpRequest) {
      const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
      const reply = await answer(services, state, {
        method: request.method,
        header: (name) => headers.get(name),
        body: typeof request.body === 'string' ? new TextEncoder().encode(request.body) : request.body,
      });
      const body = new TextEncoder().encode(reply.body);
      if (reply.defect) throw reply.defect;
      return { response: new HttpResponse({ statusCode: reply.status, headers: reply.headers, body }) };
    },
  };
}

/** All five services, with one handler for every operation. */
export function subjects(handler: AnyHandler): Subject[] {
  const state = new State({ accountId: '123456789012', furnish: () => {} });
  const loaders = [
    { id: 'ec2', version: '2016-11-15', sdk: ec2, Client: ec2.EC2Client },
    { id: 'elasticloadbalancing', version: '2015-12-01', sdk: elbv2, Client: elbv2.ElasticLoadBalancingV2Client },
    { id: 'cloudformation', version: '2010-05-15', sdk: cloudformation, Client: cloudformation.CloudFormationClient },
    { id: 'sts', version: '2011-06-15', sdk: sts, Client: sts.STSClient },
    { id: 'ssm', version: '2014-11-06', target: 'AmazonSSM', sdk: ssm, Client: ssm.SSMClient },
  ];
  return loaders.map(({ sdk, Client, ...entry }) => {
    const one = service<object>({
      ...entry,
      sdk: async () => sdk,
      client: () => new Client(CONFIG),
      operations: async () => Object.fromEntries(operationNames(sdk).map((name) => [name, handler])),
    });
    const requestHandler = requestHandlerFor([one], state);
    const client = new Client({ ...CONFIG, requestHandler, maxAttempts: 1 }) as unknown as AnyClient;
    return {
      name: entry.id,
      sdk,
      call: (operation, input) => {
        const Command = (sdk as unknown as Record<string, AnyClass>)[`${operation}Command`];
        if (!Command) throw new Error(`no command ${operation}`);
        return client.send(new Command(input));
      },
    };
  });
}

function operationNames(sdk: object): string[] {
  return Object.keys(sdk).flatMap((name) => /^(\w+)Command$/.exec(name)?.[1] ?? []);
}
