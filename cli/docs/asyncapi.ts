import * as z from 'zod'
import type { EventContract } from '#shared/contracts/define-event.ts'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { tolerant } from '#shared/contracts/tolerant.ts'

type Contract = Pick<
  EventContract,
  'service' | 'name' | 'version' | 'summary' | 'source' | 'detailType' | 'schema'
>

/** An event of a type, as the released samples have it. */
export type ExampleOf = (detailType: string) => unknown

const examplesOf = (payload: unknown) => (payload === undefined ? {} : { examples: [{ payload }] })

const channelOf = ({ source, detailType, name, summary, schema }: Contract, exampleOf: ExampleOf) => ({
  address: `${source}/${detailType}`,
  description: summary,
  servers: [{ $ref: '#/servers/bus' }],
  messages: {
    [name]: {
      name: detailType,
      summary,
      contentType: 'application/json',
      payload: {
        schemaFormat: 'application/schema+json;version=draft-07',
        // What a reader may rely on: it does not refuse fields that this page does not name.
        schema: z.toJSONSchema(tolerant(schema), { target: 'draft-7', io: 'input' }),
      },
      // An event that is new in this release has no sample before the release is sampled.
      ...examplesOf(exampleOf(detailType)),
    },
  },
})

const operation = (action: 'send' | 'receive', { name }: Contract) => ({
  action,
  channel: { $ref: `#/channels/${name}` },
  messages: [{ $ref: `#/channels/${name}/messages/${name}` }],
})

/** The events as an AsyncAPI 3 document, from the contracts and from what each service says it consumes. */
export const asyncApiDocument = (
  events: readonly Contract[],
  services: readonly ServiceDeclaration[],
  exampleOf: ExampleOf,
) => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Tongchou events',
    version: '1',
    description:
      'Carried by EventBridge: `source` and `detail-type` make the address, the payload is `detail`. A consumer ignores fields that it does not know. A new version comes only when an old consumer could not read it.',
  },
  servers: {
    bus: {
      host: 'events.{region}.{suffix}',
      protocol: 'eventbridge',
      description:
        'The bus is the output `BusName` of the stack `tongchou-foundation`. Put events on it with PutEvents: `EventBusName`, `Source`, `DetailType`, `Detail`.',
      variables: {
        region: { default: 'cn-north-1', description: 'The region of the deployment.' },
        suffix: { enum: ['amazonaws.com.cn', 'amazonaws.com'], default: 'amazonaws.com.cn' },
      },
      security: [{ type: 'userPassword', description: 'AWS Signature Version 4.' }],
    },
  },
  channels: Object.fromEntries(events.map((event) => [event.name, channelOf(event, exampleOf)])),
  operations: Object.fromEntries([
    ...events.map((event) => [`${event.service}-sends-${event.name}`, operation('send', event)]),
    ...services.flatMap(({ name, consumes }) =>
      events
        .filter((event) => consumes.some(({ detailType }) => detailType === event.detailType))
        .map((event) => [`${name}-receives-${event.name}`, operation('receive', event)]),
    ),
  ]),
})
