import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type JsonSchema, unreadableBy } from '#test/support/unreadable-by.ts'

const written = { id: z.string(), on: z.iso.date().optional(), sum: z.int().min(1), kind: z.enum(['a', 'b']) }
const schemaOf = (shape: z.ZodRawShape): JsonSchema => z.toJSONSchema(z.strictObject(shape))
const readBy = (shape: z.ZodRawShape) => unreadableBy(schemaOf(shape), schemaOf(written))

describe('a reader reads everything that a writer may write', () => {
  it.each([
    ['with the same schema', written],
    ['when it does not name a field', { id: z.string() }],
    ['when it can do without a field', { ...written, sum: z.int().min(1).optional() }],
    ['when it lets pass more', { ...written, sum: z.number(), kind: z.enum(['a', 'b', 'c']) }],
    ['when it may be told null', { ...written, id: z.string().nullable() }],
    ['when it knows of a field that is not written yet', { ...written, more: z.string().optional() }],
  ])('%s', (_, reader) => {
    expect(readBy(reader)).toEqual([])
  })
})

describe('it is found that a reader would refuse', () => {
  it.each([
    ['a field that is not always there', { ...written, on: z.iso.date() }, '.on: is not always written'],
    ['a field that is never there', { ...written, more: z.string() }, '.more: is not always written'],
    ['another type', { ...written, id: z.int() }, '.id: string is written, integer is read'],
    ['a word', { ...written, kind: z.enum(['a']) }, '.kind: b is not read'],
    ['a smaller number', { ...written, sum: z.int().min(2) }, '.sum: minimum is wider than what is read'],
    ['a longer text', { ...written, id: z.string().max(3) }, '.id: maxLength is wider than what is read'],
    ['another form', { ...written, id: z.string().regex(/^x/) }, '.id: pattern is wider than what is read'],
  ])('%s', (_, reader, fault) => {
    expect(readBy(reader)).toEqual([fault])
  })

  it('something deep inside, in lists, maps and alternatives', () => {
    const deep = (leaf: z.ZodType) => ({
      list: z.array(z.strictObject({ leaf })),
      map: z.record(z.string(), leaf),
      one: z.union([z.strictObject({ leaf }), z.null()]),
    })
    expect(unreadableBy(schemaOf(deep(z.int())), schemaOf(deep(z.int())))).toEqual([])
    expect(unreadableBy(schemaOf(deep(z.int())), schemaOf(deep(z.string())))).toEqual([
      '.list[].leaf: string is written, integer is read',
      '.map[]: string is written, integer is read',
      '.one.leaf: string is written, integer is read',
      '.one: object is written, null is read',
    ])
  })

  it('a schema that says something which is not compared', () => {
    expect(unreadableBy({ type: 'string' }, { type: 'string', not: {} })).toEqual([
      ': not cannot be compared',
    ])
  })
})
