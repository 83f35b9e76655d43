import { describe, expect, it } from 'vitest'
import { tokens } from '#test/support/service.ts'
import { call, openDesk } from './desk.ts'

openDesk()

describe('a business day', () => {
  it('still to come, or before the policy’s first, moves nothing: sweeps and subsidy statements of 2031 and 1999', async () => {
    const account = { city: '340100', scheme: 'resident', fundYear: 2025 }
    for (const [on, code] of [
      ['2031-01-01', 'day.in-future'],
      ['1999-12-31', 'day.too-early'],
    ] as const) {
      expect(await call(tokens.hefei, 'POST', '/sweeps', { ...account, on })).toMatchObject({
        status: 422,
        body: { code },
      })
      const statement = { city: '340100', year: 2025, asOf: on }
      expect(await call(tokens.hefei, 'POST', '/subsidy-statements', statement)).toMatchObject({
        status: 422,
        body: { code },
      })
    }
  })
})

describe('a billing run', () => {
  it('is not of a period far ahead, nor dated far ahead', async () => {
    const bill = (body: object) => call(tokens.hefei, 'POST', '/billing-runs', { city: '340100', ...body })
    const refused = (field: string, opensOn: string) => ({
      status: 422,
      body: { code: 'contribution.billed-too-early', field, figures: { opensOn } },
    })
    expect(await bill({ kind: 'resident-year', year: 2091 })).toMatchObject(refused('year', '2090-09-01'))
    expect(await bill({ kind: 'employer-month', month: '2091-01' })).toMatchObject(
      refused('month', '2090-12-01'),
    )
    for (const period of [
      { kind: 'resident-year', year: 2025 },
      { kind: 'employer-month', month: '2025-01' },
    ])
      expect(await bill({ ...period, on: '2091-01-01' })).toMatchObject(refused('on', '2091-01-01'))
  })
})
