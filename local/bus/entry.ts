import { randomUUID } from 'node:crypto'
import { localPlace } from '../local-clients.ts'

/** One entry of a PutEvents request, as it came over the wire: nothing about it is certain. */
export type Entry = Readonly<Record<string, unknown>>

/** An event as rules see it and targets receive it. */
export type Envelope = {
  readonly version: '0'
  readonly id: string
  readonly 'detail-type': string
  readonly source: string
  readonly account: string
  readonly time: string
  readonly region: string
  readonly resources: readonly string[]
  readonly detail: Readonly<Record<string, unknown>>
}

/** Why an entry was not accepted, in the words of PutEvents' response. */
export type EntryFault = { readonly ErrorCode: string; readonly ErrorMessage: string }

const missing = (field: string): EntryFault => ({
  ErrorCode: 'InvalidArgument',
  ErrorMessage: `Parameter ${field} is not valid. Reason: ${field} is a required argument.`,
})

const malformedDetail: EntryFault = { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** A JSON object, or nothing when the text is anything else: AWS takes objects only. */
const parseDetail = (text: string): Envelope['detail'] | undefined => {
  try {
    const detail: unknown = JSON.parse(text)
    const isObject = typeof detail === 'object' && detail !== null && !Array.isArray(detail)
    return isObject ? (detail as Envelope['detail']) : undefined
  } catch {
    return undefined
  }
}

/** AWS gives times to the second. */
const timeOf = (time: unknown, now: Date): string =>
  `${(typeof time === 'number' ? new Date(time * 1000) : now).toISOString().slice(0, 19)}Z`

/**
 * The bytes of an entry that count towards the size limit of a request. AWS counts a given time as 14 bytes. It adds
 * the text of source, detail type, detail and resources.
 */
export const entrySize = (entry: Entry): number => {
  const texts = [entry.Source, entry.DetailType, entry.Detail, entry.Resources].flat().filter(isText)
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  return entry.Time === undefined ? bytes : bytes + 14
}

/** An event of now, about nothing in particular. */
export const envelopeOf = (
  event: { readonly source: string; readonly type: string; readonly detail: Envelope['detail'] },
  now: Date,
): Envelope => ({
  version: '0',
  id: randomUUID(),
  'detail-type': event.type,
  source: event.source,
  account: localPlace.account,
  time: timeOf(undefined, now),
  region: localPlace.region,
  resources: [],
  detail: event.detail,
})

/** Makes an event of an entry, or says why AWS would fail that entry. */
export const openEntry = (entry: Entry, now: Date): Envelope | EntryFault => {
  const { Source: source, DetailType: detailType, Detail: text } = entry
  if (!isText(source)) return missing('Source')
  if (!isText(detailType)) return missing('DetailType')
  if (!isText(text)) return missing('Detail')
  if (source.startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' }
  const detail = parseDetail(text)
  if (detail === undefined) return malformedDetail
  return {
    ...envelopeOf({ source, type: detailType, detail }, now),
    time: timeOf(entry.Time, now),
    resources: Array.isArray(entry.Resources) ? entry.Resources.filter(isText) : [],
  }
}
