import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { facts } from '../../../services/settlement/plan/rules/condition.ts'

const page = readFileSync(new URL('../../../docs/plan-format.md', import.meta.url), 'utf8')

/** The rows of the first table after a sentence: the key, and what stands beside it. */
const rowsAfter = (sentence: string): ReadonlyMap<string, string> => {
  const [, after = ''] = page.split(sentence)
  const [table = ''] = after.split(/\n\n(?!\|)/)
  return new Map(
    [...table.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, key = '', values = '']) => [key, values]),
  )
}

/** The values that a row lists, without the words that explain them. */
const valuesIn = (row: string): string[] =>
  row
    .replace(/\([^)]*\)/g, '')
    .replace(/:.*/, '')
    .split(',')
    .map((value) => value.trim())

/** The values that a fact may have; undefined where these are no list. */
const valuesOf = (fact: z.ZodType): string[] | undefined => {
  if (fact instanceof z.ZodEnum) return fact.options.map(String)
  if (fact instanceof z.ZodBoolean) return ['true', 'false']
  if (!(fact instanceof z.ZodUnion)) return undefined
  return fact.options.flatMap((option) =>
    option instanceof z.ZodLiteral ? [...option.values].map(String) : [],
  )
}

const rows = rowsAfter('All keys of a `when` must hold.')
const listed = Object.entries(facts.shape).flatMap(([key, fact]) => {
  const values = valuesOf(fact.unwrap())
  return values ? [{ key, values }] : []
})

describe('the page on the format of plans', () => {
  it('tells every key that a `when` may have, and no other', () => {
    expect([...rows.keys()].sort()).toEqual(Object.keys(facts.shape).sort())
  })

  it.each(listed)('lists the values of `$key` as plans take them', ({ key, values }) => {
    expect(valuesIn(rows.get(key) ?? '')).toEqual(values)
  })

  it('lists the values of twelve keys, the aid categories among them', () => {
    expect(listed).toHaveLength(12)
    expect(listed.map(({ key }) => key)).toContain('aid')
  })
})
