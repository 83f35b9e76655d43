import * as z from 'zod'
import type { EventContract } from '#shared/contracts/define-event.ts'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { tolerant } from '#shared/contracts/tolerant.ts'

type Contract = Pick<
  EventContract,
  'service' | 'name' | 'version' | 'summary' | 'source' | 'detailType' | 'schema'
>

const channelOf = ({ source, detailType, name, summary, schema }: Contract) => ({
  address: `${source}/${detailType}`,
  description: summary,
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
    },
  },
})

const operation = (action: 'send' | 'receive', { name }: Contract) => ({
  action,
  channel: { $ref: `#/channels/${name}` },
  messages: [{ $ref: `#/channels/${name}/messages/${name}` }],
})

/** The events as an AsyncAPI 3 document, from the contracts and from what each service says it consumes. */
export const asyncApiDocument = (events: readonly Contract[], services: readonly ServiceDeclaration[]) => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Tongchou events',
    version: '1',
    description:
      'Carried by EventBridge: `source` and `detail-type` make the address, the payload is `detail`. A consumer ignores fields that it does not know. A new version comes only when an old consumer could not read it.',
  },
  channels: Object.fromEntries(events.map((event) => [event.name, channelOf(event)])),
  operations: Object.fromEntries([
    ...events.map((event) => [`${event.service}-sends-${event.name}`, operation('send', event)]),
    ...services.flatMap(({ name, consumes }) =>
      events
        .filter((event) => consumes.some(({ detailType }) => detailType === event.detailType))
        .map((event) => [`${name}-receives-${event.name}`, operation('receive', event)]),
    ),
  ]),
})
