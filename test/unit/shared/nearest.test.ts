import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { didYouMean, nearest } from '#shared/kernel/nearest.ts'
import { misspelling, schemaFault, unknownKeys } from '#shared/kernel/schema-fault.ts'

describe('the nearest known word', () => {
  it.each([
    ['deductable', 'deductible'],
    ['inscope', 'inScope'],
    ['basci', 'basic'],
    ['level', 'level'],
  ])('%s is %s', (word, meant) => {
    expect(nearest(word, ['level', 'deductible', 'inScope', 'basic'])).toBe(meant)
  })

  it('is none where nothing comes close', () => {
    expect(nearest('magic', ['deductible', 'inScope'])).toBeUndefined()
    expect(didYouMean('magic', ['deductible'])).toBe('')
    expect(nearest('x', ['on', 'of'])).toBeUndefined()
  })
})

describe('a misspelt key', () => {
  const shape = z.strictObject({
    amount: z.number(),
    rows: z.array(z.union([z.number(), z.strictObject({ share: z.number() })])).optional(),
  })
  const faultOf = (value: unknown) => {
    const parsed = shape.safeParse(value, { error: unknownKeys })
    if (parsed.success) throw new Error('it is right')
    return misspelling(parsed.error)
  }

  it('stands before the key that it leaves missing, with the one that was meant', () => {
    expect(faultOf({ amuont: 1 })).toEqual({
      place: '',
      reason: 'unknown key amuont; did you mean amount?',
      reasonZh: '未知字段 amuont',
    })
  })

  it('is found within one of several shapes', () => {
    expect(faultOf({ amount: 1, rows: [{ shrae: 1 }] })).toEqual({
      place: 'rows.0',
      reason: 'unknown key shrae; did you mean share?',
      reasonZh: '未知字段 shrae',
    })
  })

  it('is not looked for in what machines send', () => {
    const parsed = shape.safeParse({ amuont: 1 })
    expect(parsed.success ? undefined : schemaFault(parsed.error).place).toBe('amount')
  })
})
