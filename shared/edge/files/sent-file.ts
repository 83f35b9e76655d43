import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { chinaDay } from '#shared/calendar/day.ts'
import { importsPrefix, objectCreatedType } from '#shared/contracts/files.ts'
import type { ObjectName } from '#shared/edge/files/bucket.ts'
import { encodings } from '#shared/edge/files/encoding.ts'
import type { Caller, Decider } from '#shared/kernel/authority.ts'
import { isCity, provinceCode } from '#shared/kernel/divisions.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { maskPersonalData } from '#shared/kernel/personal-data.ts'

/** What the bucket tells of a new object. */
const objectCreated = z.looseObject({
  'detail-type': z.literal(objectCreatedType),
  time: z.iso.datetime(),
  detail: z.looseObject({
    requester: z.string().default('unknown'),
    object: z.looseObject({
      key: z.string().startsWith(importsPrefix),
      etag: z.string().min(1),
      size: z.int().default(0),
      'version-id': z.string().optional(),
    }),
  }),
})

/** An object of the bucket as its event tells of it. */
export type SentObject = Pick<ObjectName, 'key'> & {
  readonly etag: string
  readonly size: number
  readonly version?: string
}

/** A file that was put into the bucket to be imported: which, for whom, and who put it there. */
export type SentFile = {
  /** What its prefix says that it is. */
  readonly kind: string
  readonly importId: string
  readonly object: SentObject
  /** The division that the key names; the province's where it names none that there is. */
  readonly division: string
  readonly caller: Caller
  readonly by: Decider
  /** The day it came, in China. */
  readonly today: Day
  /** Why it is not read at all. */
  readonly fault?: 'file.no-division' | 'file.named-for-person'
}

const isKnown = (division: string): boolean => division === provinceCode || isCity(division)

const faultOf = (division: string, key: string): SentFile['fault'] => {
  if (maskPersonalData(key) !== key) return 'file.named-for-person'
  return isKnown(division) ? undefined : 'file.no-division'
}

/**
 * Reads what the bucket tells of a new object; undefined for a folder, which holds nothing. An object is one by its key and
 * its ETag: told twice it is the same file. A key that names a person is kept nowhere.
 */
export const readSentFile = (event: unknown): SentFile | undefined => {
  const { time, detail } = objectCreated.parse(event)
  const { key, etag, size, 'version-id': version } = detail.object
  if (key.endsWith('/')) return undefined
  const [kind = '', named = ''] = key.slice(importsPrefix.length).split('/')
  const fault = faultOf(named, key)
  const division = isKnown(named) ? named : provinceCode
  const subject = `bucket:${maskPersonalData(detail.requester)}`
  const at = new Date(time).toISOString()
  return {
    kind,
    importId: stableId('B', key, etag, version ?? ''),
    object: { key: maskPersonalData(key), etag, size, ...(version === undefined ? {} : { version }) },
    division,
    caller: { subject, scopes: [], division },
    by: { subject, scope: 'file', division, operation: `PUT ${importsPrefix}${kind}`, at },
    today: chinaDay(new Date(time)),
    ...(fault === undefined ? {} : { fault }),
  }
}

/** Headers hold ASCII only: a text in Chinese comes percent-encoded. */
const percentEncoded = z
  .string()
  .max(300)
  .transform((written, { addIssue }) => {
    try {
      return decodeURIComponent(written)
    } catch {
      addIssue({ code: 'custom', message: 'no percent-encoded text' })
      return z.NEVER
    }
  })

/** What a sender may say in an object's metadata, as the operations of imports take it in their bodies. */
const said = z.object({
  'on-bad-rows': z.enum(['refuse', 'skip']).default('refuse'),
  preview: z.enum(['true', 'false']).default('false'),
  encoding: z.enum(encodings).optional(),
  sheet: percentEncoded.optional(),
  sender: z.string().max(60).optional(),
})

/** A cell that holds for every row: `cell-city`, `cell-month`. Names in metadata are small and have no underscore. */
const cellsSaid = (metadata: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(metadata).flatMap(([name, written]) => {
      if (!name.startsWith('cell-')) return []
      const text = percentEncoded.safeParse(written)
      if (!text.success)
        throw new TongchouError('file.bad-terms', 'the metadata of the object is unreadable', { name })
      return [[name.slice('cell-'.length).replaceAll('-', '_'), text.data] as const]
    }),
  )

/**
 * On what terms an object is to be imported, by its metadata.
 * @throws TongchouError `file.bad-terms`
 */
export const termsSaid = (metadata: Readonly<Record<string, string>>) => {
  const read = said.safeParse(metadata)
  if (!read.success) {
    const name = String(read.error.issues[0]?.path[0] ?? '')
    throw new TongchouError('file.bad-terms', 'the metadata of the object is unreadable', { name })
  }
  const { 'on-bad-rows': onBadRows, preview, encoding, sheet, sender } = read.data
  const cells = cellsSaid(metadata)
  return { onBadRows, preview: preview === 'true', encoding, sheet, sender, cells }
}

/** Throws what is wrong with a file before it is read. */
export const refuseUnread = ({ fault }: Pick<SentFile, 'fault'>): void => {
  if (fault) throw new TongchouError(fault, 'the file is not read')
}
