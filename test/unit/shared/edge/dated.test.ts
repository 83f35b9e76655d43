import { describe, expect, it } from 'vitest'
import { datedFault } from '#shared/edge/http/dated.ts'

const days = { earliest: '2010-01-01', latest: '2026-11-29' }
const fault = (body: unknown) => {
  const found = datedFault(body, days)
  return found && `${found.code} ${found.field}`
}

describe('the day of a business fact', () => {
  it('may be today, the first day of the policy, and any between', () => {
    for (const on of ['2010-01-01', '2020-02-29', '2026-11-29']) expect(fault({ on })).toBeUndefined()
  })

  it('is refused from tomorrow on, and before the first', () => {
    expect(fault({ on: '2026-11-30' })).toBe('day.in-future on')
    expect(fault({ asOf: '2031-01-01' })).toBe('day.in-future asOf')
    expect(fault({ paidOn: '1999-12-31' })).toBe('day.too-early paidOn')
    expect(fault({ failedOn: '2009-12-31' })).toBe('day.too-early failedOn')
    expect(fault({ returnedOn: '2029-05-01' })).toBe('day.in-future returnedOn')
  })

  it('is judged in each row of a list, and the refusal names the row', () => {
    const rows = [{ paidOn: '2026-11-01' }, { paidOn: '2031-11-01' }]
    expect(fault({ confirmations: rows })).toBe('day.in-future confirmations.1.paidOn')
  })

  it('is not what a day is that a term begins on or a notice runs to', () => {
    expect(fault({ from: '2031-01-01', dueOn: '2031-01-01', city: '340100' })).toBeUndefined()
    expect(fault(undefined)).toBeUndefined()
  })
})
