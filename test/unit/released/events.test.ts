import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { BusEvent } from '#shared/contracts/define-event.ts'
import { tolerant } from '#shared/contracts/tolerant.ts'
import { type JsonSchema, unreadableBy } from '#test/support/unreadable-by.ts'
import { readReleased, releasedFiles } from '../../../cli/released/files.ts'
import { events } from '../../../infra/events.ts'

const contractOf = (detailType: string) => {
  const contract = events.find(({ detailTypes }) => detailTypes.includes(detailType))
  if (contract === undefined) throw new Error(`No contract reads ${detailType}, which was released.`)
  return contract
}

const nameOf = (file: string) => file.replace(/^events\//, '').replace(/(\.schemas)?\.jsonl$/, '')
const schemas = releasedFiles('events/*.schemas.jsonl')
const samples = releasedFiles('events/*.jsonl').filter(({ file }) => !file.endsWith('.schemas.jsonl'))

describe('an event as it was released', () => {
  it.each(samples)('$file is read by the code of today', ({ file, values }) => {
    expect(values.length).toBeGreaterThan(0)
    for (const event of values as BusEvent[]) {
      expect(event['detail-type']).toBe(nameOf(file))
      const { source, parse } = contractOf(nameOf(file))
      expect(event.source).toBe(source)
      expect(parse(event)).toMatchObject({ id: (event.detail as { readonly id: string }).id })
    }
  })

  it('has a sample and a schema for each event of today, once that is released', () => {
    expect(samples.map(({ file }) => nameOf(file))).toEqual(schemas.map(({ file }) => nameOf(file)))
    expect(schemas.length).toBeGreaterThanOrEqual(18)
  })
})

/** The contracts that still write the version that was released. */
const stillWritten = schemas.filter(({ file }) => contractOf(nameOf(file)).detailType === nameOf(file))

describe('whoever reads as the last release did', () => {
  it.each(stillWritten)('reads what is written today: $file', ({ file, values }) => {
    const today: JsonSchema = z.toJSONSchema(contractOf(nameOf(file)).schema)
    expect((values as JsonSchema[]).flatMap((released) => unreadableBy(released, today))).toEqual([])
  })

  it.each(stillWritten)('is understood in all that it could have written: $file', ({ file, values }) => {
    const reader: JsonSchema = z.toJSONSchema(tolerant(contractOf(nameOf(file)).schema), { io: 'input' })
    expect((values as JsonSchema[]).flatMap((released) => unreadableBy(reader, released))).toEqual([])
  })

  it('would be missed when a field of an event became optional or were given another type', () => {
    const [released] = readReleased<JsonSchema>('events/income-swept.v1.schemas.jsonl')
    const { schema } = contractOf('income-swept.v1')
    const data = schema.shape.data as unknown as z.ZodObject
    const written = (change: z.ZodRawShape): JsonSchema =>
      z.toJSONSchema(schema.extend({ data: data.extend(change) }))
    const faults = (change: z.ZodRawShape) => unreadableBy(released ?? {}, written(change))
    expect(faults({ note: z.string() })).toEqual([])
    expect(faults({ sweptOn: data.shape.sweptOn?.optional() as z.ZodType })).toEqual([
      '.data.sweptOn: is not always written',
    ])
    expect(faults({ amount: z.string() })).toEqual(['.data.amount: string is written, integer is read'])
  })
})
