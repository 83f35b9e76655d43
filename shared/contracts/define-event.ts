import * as z from 'zod'
import { tolerant } from '#shared/contracts/tolerant.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'

/** An event on the bus: the id is unique for ever and deterministic, so that a repeat is recognised. */
export type EventOf<Data> = {
  readonly id: string
  /** The business day of the fact, not of its publication. */
  readonly occurredOn: string
  readonly data: Data
}

/** An event as the bus carries it, and as consumers receive it in a queue message. */
export type BusEvent = {
  readonly source: string
  readonly 'detail-type': string
  readonly detail: unknown
  /** Set by the bus itself on what it brings again from its archive. */
  readonly 'replay-name'?: string
}

/** A version of an event that is no longer written and stays readable. */
export type EarlierVersion<Today> = {
  readonly version: number
  readonly data: z.ZodType
  /** Says what the data of that version means in today's words. */
  readonly upcast: (data: never) => Today
}

/** Describes an earlier version: its data as they were written, and what they mean today. */
export const earlierVersion = <Shape extends z.ZodType, Today>(earlier: {
  readonly version: number
  readonly data: Shape
  readonly upcast: (data: z.output<Shape>) => Today
}): EarlierVersion<Today> => earlier

const eventSchema = <Shape extends z.ZodType>(data: Shape) =>
  z.strictObject({ id: z.string().min(1).max(200), occurredOn: z.iso.date(), data })

/** Reads one version of an event, and answers its data in today's words. */
type Reader = (detail: unknown) => z.ZodSafeParseResult<EventOf<unknown>>

/** Made at the first event that is read: a function that only writes needs no reader. */
const readerOf = (data: z.ZodType, upcast?: (data: never) => unknown): Reader => {
  let schema: ReturnType<typeof eventSchema> | undefined
  return (detail) => {
    schema ??= tolerant(eventSchema(data))
    const read = schema.safeParse(detail)
    if (!read.success || upcast === undefined) return read
    return { success: true, data: { ...read.data, data: upcast(read.data.data as never) } }
  }
}

/**
 * Defines an event once for its producer, its consumers, its rule and its documentation. `name` is in the past tense.
 * `version` changes only when old consumers could not read it. The version before then goes to `earlier`. It stays
 * there for as long as an archive holds such events.
 */
/** What events of a service, or of an authority's system, call themselves on the bus. */
export const sourceOf = (service: string): string => `tongchou.${service}`

export const defineEvent = <Shape extends z.ZodType>(definition: {
  readonly service: string
  readonly name: string
  readonly version: number
  readonly summary: string
  readonly data: Shape
  readonly earlier?: readonly EarlierVersion<z.input<Shape>>[]
}) => {
  const { service, name, version, data, earlier = [] } = definition
  const source = sourceOf(service)
  const detailTypeOf = (of: number) => `${name}.v${of}`
  const detailType = detailTypeOf(version)
  const schema = eventSchema(data)
  const readers = new Map<string, Reader>([
    [detailType, readerOf(data)],
    ...earlier.map((each) => [detailTypeOf(each.version), readerOf(each.data, each.upcast)] as const),
  ])
  const detailTypes = [...readers.keys()]
  return {
    ...definition,
    source,
    detailType,
    /** Those of all versions, today's first. */
    detailTypes,
    /** What is written: today's version, with nothing that it does not name. */
    schema,
    /** The pattern of the rule that brings this event to a consumer, in all its versions. */
    pattern: { source: [source], 'detail-type': detailTypes },
    /**
     * Reads an event of any version as it came from the bus, in today's words. What this code does not know is left out.
     * @throws TongchouError `event.unreadable` when it does not match the contract
     */
    parse: (event: BusEvent): EventOf<z.output<Shape>> => {
      const type = event['detail-type']
      const unreadable = (place: string, reason: string) =>
        new TongchouError('event.unreadable', `${type} at ${place}: ${reason}`, { detailType: type, place })
      const read = readers.get(type)
      if (!read) throw unreadable('detail-type', `not a version of ${name} that this code knows`)
      const parsed = read(event.detail)
      if (parsed.success) return parsed.data as EventOf<z.output<Shape>>
      const { place, reason } = schemaFault(parsed.error)
      throw unreadable(place, reason)
    },
  }
}

/** Any event contract; its data type is known where the contract itself is used. */
export type EventContract = ReturnType<typeof defineEvent>

/** Whether a value that a module exports is an event contract. */
export const isEventContract = (value: unknown): value is EventContract =>
  typeof value === 'object' && value !== null && 'detailType' in value && 'parse' in value
