import * as z from 'zod'
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
export type BusEvent = { readonly source: string; readonly 'detail-type': string; readonly detail: unknown }

/**
 * Defines an event once for its producer, its consumers, its rule and its documentation.
 * `name` is in the past tense, `version` changes only when old consumers could not read it.
 */
export const defineEvent = <Shape extends z.ZodType>(definition: {
  readonly service: string
  readonly name: string
  readonly version: number
  readonly summary: string
  readonly data: Shape
}) => {
  const source = `tongchou.${definition.service}`
  const detailType = `${definition.name}.v${definition.version}`
  const schema = z.strictObject({
    id: z.string().min(1).max(200),
    occurredOn: z.iso.date(),
    data: definition.data,
  })
  return {
    ...definition,
    source,
    detailType,
    schema,
    /** The pattern of the rule that brings this event to a consumer. */
    pattern: { source: [source], 'detail-type': [detailType] },
    /**
     * Reads an event as it came from the bus.
     * @throws TongchouError `event.unreadable` when it does not match the contract
     */
    parse: (event: BusEvent): EventOf<z.output<Shape>> => {
      const parsed = schema.safeParse(event.detail)
      if (parsed.success) return parsed.data as EventOf<z.output<Shape>>
      const { place, reason } = schemaFault(parsed.error)
      throw new TongchouError('event.unreadable', `${detailType} at ${place}: ${reason}`, {
        detailType,
        place,
      })
    },
    /** Checks an outgoing event before it is published. */
    create: (event: EventOf<z.input<Shape>>): EventOf<z.output<Shape>> =>
      schema.parse(event) as EventOf<z.output<Shape>>,
  }
}

/** Any event contract; its data type is known where the contract itself is used. */
export type EventContract = ReturnType<typeof defineEvent>
