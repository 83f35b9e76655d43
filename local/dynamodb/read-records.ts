import { Agent, request } from 'node:http'
import { json } from 'node:stream/consumers'
import { authorizationOf } from '../local-clients.ts'

/** An attribute as the wire has it, which is also as Lambda's event has it: binary values are base64 text. */
export type WireAttribute = {
  readonly S?: string
  readonly N?: string
  readonly BOOL?: boolean
  readonly NULL?: boolean
  readonly B?: string
  readonly L?: readonly WireAttribute[]
  readonly M?: WireImage
}
export type WireImage = { readonly [name: string]: WireAttribute }

/** A record of a stream as the wire has it. */
export type StreamRecord = {
  readonly eventID?: string
  readonly eventName?: string
  readonly eventVersion?: string
  readonly dynamodb?: {
    readonly SequenceNumber?: string
    readonly Keys?: WireImage
    readonly NewImage?: WireImage
    readonly OldImage?: WireImage
    /** Seconds since 1970. */
    readonly ApproximateCreationDateTime?: number
  }
  readonly userIdentity?: { readonly Type?: string; readonly PrincipalId?: string }
}

/** Why records could not be read, by the name DynamoDB gives it, such as `ExpiredIteratorException`. */
export class RecordsUnreadable extends Error {
  readonly reason: string

  constructor(reason: string, message: string) {
    super(`${reason}: ${message}`)
    this.name = 'RecordsUnreadable'
    this.reason = reason
  }
}

type Answer = {
  readonly Records?: readonly StreamRecord[]
  readonly NextShardIterator?: string
  readonly __type?: string
  readonly message?: string
}

/** Reads the records at a shard iterator, and tells where to read on; no iterator: the shard ends here. */
export type ReadRecords = (
  iterator: string,
  limit: number,
) => Promise<{ readonly records: readonly StreamRecord[]; readonly next: string | undefined }>

type Post = (body: string) => Promise<Answer>

const openPost = (url: string, agent: Agent, accessKeyId: string): Post => {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDBStreams_20120810.GetRecords',
    authorization: authorizationOf(accessKeyId),
  }
  return (body) =>
    new Promise((resolve, reject) => {
      const sent = request(url, { method: 'POST', agent, headers }, (response) =>
        json(response).then((answer) => resolve(answer as Answer), reject),
      )
      sent.once('error', reject)
      sent.end(body)
    })
}

/**
 * Opens the one call of DynamoDB's streams that is made all the time. Every change of every table passes through this
 * code, so its JSON is passed on as it is. An SDK that reads it into types of its own costs more than all the rest
 * here. The call rejects with `RecordsUnreadable` when it is refused.
 */
export const openRecords = (
  url: string,
  accessKeyId: string,
): { readonly read: ReadRecords; readonly close: () => void } => {
  const agent = new Agent({ keepAlive: true })
  const post = openPost(url, agent, accessKeyId)
  return {
    read: async (iterator, limit) => {
      const answer = await post(JSON.stringify({ ShardIterator: iterator, Limit: limit }))
      const refused = answer.__type?.split('#').at(-1)
      if (refused !== undefined) throw new RecordsUnreadable(refused, answer.message ?? '')
      return { records: answer.Records ?? [], next: answer.NextShardIterator }
    },
    close: () => agent.destroy(),
  }
}
