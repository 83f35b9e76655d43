import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { ByFeature, LateOperation } from '#shared/edge/http/late-operations.ts'
import { operationsWhenAsked } from '#shared/edge/http/late-operations.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation, nameOf } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'

const operation = (path: string, says: string): Operation =>
  defineOperation({
    ...{ method: 'GET', path, summary: 'x', scopes: ['province'], refusals: [] },
    owner: { whose: 'caller', narrowedBy: 'it is the same for everybody' },
    answer: z.strictObject({ says: z.string() }),
    handle: async () => accept({ says }),
  })

const open = () => {
  const made: string[] = []
  const feature = (name: string, paths: readonly string[]) => (says: string) => {
    made.push(`${name} for ${says}`)
    return paths.map((path) => operation(path, says))
  }
  const features: ByFeature<string> = [
    feature('bills', ['/v1/bills', '/v1/bills/open']),
    feature('payments', ['/v1/payments']),
  ]
  return { made, features }
}
const isLate = (each: Operation | LateOperation): each is LateOperation => 'make' in each

describe('the operations of a service', () => {
  it('are all made by the first door of a process', () => {
    const { made, features } = open()
    const operations = operationsWhenAsked(features, 'the first')
    expect(operations.map(nameOf)).toEqual(['GET /v1/bills', 'GET /v1/bills/open', 'GET /v1/payments'])
    expect(operations.some(isLate)).toBe(false)
    expect(made).toEqual(['bills for the first', 'payments for the first'])
  })

  it('are made by a later door once one of their feature is asked for, each for the effects of its door', async () => {
    const { made, features } = open()
    operationsWhenAsked(features, 'the first')
    const second = operationsWhenAsked(features, 'the second').filter(isLate)
    expect(second.map(nameOf)).toEqual(['GET /v1/bills', 'GET /v1/bills/open', 'GET /v1/payments'])
    expect(made).toHaveLength(2)
    const [bills, openBills] = second.map(({ make }) => make)
    expect([bills?.().path, openBills?.().path]).toEqual(['/v1/bills', '/v1/bills/open'])
    expect(made.slice(2)).toEqual(['bills for the second'])
    expect(await bills?.().handle({} as never)).toEqual(accept({ says: 'the second' }))
  })

  it('are refused where they are others than those that the process made first', () => {
    let path = '/v1/bills'
    const features: ByFeature<string> = [(says) => [operation(path, says)]]
    operationsWhenAsked(features, 'the first')
    path = '/v1/payments'
    const [late] = operationsWhenAsked(features, 'the second').filter(isLate)
    expect(() => late?.make()).toThrow(expect.objectContaining({ code: 'operation.moved' }))
  })
})
