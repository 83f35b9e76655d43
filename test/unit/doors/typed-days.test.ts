import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { nameOf } from '#shared/edge/http/operation.ts'
import { operations } from '../../../cli/docs/documents.ts'
import type { TypedDay } from './typed-days.ts'
import { typedDays } from './typed-days.ts'

type Shape = {
  readonly format?: string
  readonly properties?: Readonly<Record<string, Shape>>
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
  readonly allOf?: readonly Shape[]
}

/** The fields of a body that hold a day, by their way through it. */
const daysIn = (shape: Shape, way: readonly string[] = []): string[] => {
  if (shape.format === 'date') return [way.join('.')]
  const forms = [shape.anyOf, shape.oneOf, shape.allOf].flatMap((each) => each ?? [])
  return [
    ...forms.flatMap((each) => daysIn(each, way)),
    ...Object.entries(shape.properties ?? {}).flatMap(([name, each]) => daysIn(each, [...way, name])),
    ...(shape.items ? daysIn(shape.items, way) : []),
  ]
}

const taken = operations.flatMap((operation) => {
  if (operation.method === 'GET' || !operation.body) return []
  const shape = z.toJSONSchema(operation.body, { io: 'input', unrepresentable: 'any', reused: 'inline' })
  const days = [...new Set(daysIn(shape as Shape))].sort()
  return days.length === 0 ? [] : [{ operation, name: nameOf(operation), days }]
})

describe('a day that a command takes from whoever sends it', () => {
  it('is named with why it decides no deadline of theirs, in every operation of every service', () => {
    const named = Object.entries(typedDays).map(([name, days]) => [name, Object.keys(days).sort()] as const)
    expect(Object.fromEntries(taken.map(({ name, days }) => [name, days]))).toEqual(Object.fromEntries(named))
  })

  it('dates no act of an institution: what it answers is in time by the day on which it arrives', () => {
    const dates: readonly TypedDay[] = ['dated', 'set', 'told']
    const own = taken.filter(({ operation: { scopes } }) => scopes.includes('institution'))
    const wrong = own.flatMap(({ name }) =>
      Object.entries(typedDays[name] ?? {})
        .filter(([, why]) => dates.includes(why))
        .map(([field]) => `${name} ${field}`),
    )
    expect(own.length).toBeGreaterThan(3)
    expect(wrong).toEqual([])
  })
})
