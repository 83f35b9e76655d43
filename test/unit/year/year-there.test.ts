import { describe, expect, it } from 'vitest'
import { mustBeNew } from '../../../cli/year/year-there.ts'

const funds = [
  { city: '340100', scheme: 'employee' },
  { city: '340100', scheme: 'resident' },
] as const

const stackWith = (...there: readonly string[]) => ({
  send: async (...[, , path]: readonly unknown[]) => ({
    status: there.includes(String(path)) ? 200 : 404,
    body: {},
  }),
})

describe('a fund year through a running stack', () => {
  it('begins where the stack has nothing of it', async () => {
    await expect(mustBeNew(stackWith(), funds, 2025)).resolves.toBeUndefined()
    const ofAnother = stackWith('/v1/budget/budgets/340100/resident/2025')
    await expect(mustBeNew(ofAnother, funds, 2026)).resolves.toBeUndefined()
  })

  it('is not begun a second time, be it of one fund only: it says that the year is there, and what to do', async () => {
    const again = mustBeNew(stackWith('/v1/budget/budgets/340100/resident/2025'), funds, 2025)
    await expect(again).rejects.toMatchObject({
      code: 'year.there-already',
      message: expect.stringMatching(/has the fund year 2025 already.*npm start -- --fresh/),
    })
  })
})
