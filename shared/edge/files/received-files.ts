import * as z from 'zod'
import { day, id } from '#shared/contracts/fields.ts'
import type { SentFile, SentObject } from '#shared/edge/files/sent-file.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Decider, Scope } from '#shared/kernel/authority.ts'
import { accept } from '#shared/kernel/decision.ts'

/** A file that came by the bucket on a day: which, and the run that reads it. */
type ReceivedFile = {
  readonly division: string
  readonly on: string
  readonly importId: string
  readonly runId: string
  readonly by: Decider
  readonly object: SentObject
}

const partitionOf = (division: string, on: string): string => `FILES#${division}#${on}`

const receivedFiles = defineRecord<ReceivedFile, Pick<ReceivedFile, 'division' | 'on' | 'importId'>>({
  kind: 'file-received',
  key: ({ division, on, importId }) => ({ pk: partitionOf(division, on), sk: importId }),
})

/** The write that lists a file under its division and the day it came; one told again stands there already. */
export const listReceived = ({ division, importId, by, object, today: on }: SentFile, runId: string): Write =>
  receivedFiles.create({ division, on, importId, runId, by, object })

/** An object of the bucket in an answer. */
export const objectAnswer = z
  .strictObject({
    key: z.string(),
    etag: z.string().optional(),
    size: z.int().optional(),
    version: z.string().optional(),
  })
  .meta({ description: 'the object of the bucket that it was read from' })

const cursor = z.string().min(1).max(2_000).optional()
const listedAtOnce = 50

/** What came by the bucket for a division on a day, by which its sender finds what became of it. */
export const receivedFilesOperation = (
  service: string,
  {
    kind,
    scopes,
    store,
  }: { readonly kind: string; readonly scopes: readonly Scope[]; readonly store: () => Store },
): Operation =>
  defineOperation({
    method: 'GET',
    path: `/v1/${service}/received-files`,
    summary: `The files that were put into the bucket under imports/${kind}/ and the caller's division on a day, each with the import that reads it.`,
    scopes,
    owner: { whose: 'caller', narrowedBy: 'a file stands under the division whose prefix it was put under' },
    query: z.strictObject({ on: day, cursor }),
    answer: z.strictObject({
      files: z.array(
        z.strictObject({
          importId: id,
          runId: id,
          by: z.strictObject({ subject: z.string(), at: z.iso.datetime() }),
          object: objectAnswer,
        }),
      ),
      cursor,
    }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { on, cursor: from }, caller: { division } }) => {
      const page = await receivedFiles.page(store(), partitionOf(division, on), {
        limit: listedAtOnce,
        ...(from === undefined ? {} : { cursor: from }),
      })
      return accept({
        files: page.records.map(({ importId, runId, by: { subject, at }, object }) => ({
          ...{ importId, runId, by: { subject, at }, object },
        })),
        ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
      })
    },
  })
