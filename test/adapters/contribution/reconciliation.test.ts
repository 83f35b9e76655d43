import { describe, expect, it } from 'vitest'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { compareLists } from '../../../services/contribution/reconciliation/compare-lists.ts'
import { takeListPart } from '../../../services/contribution/reconciliation/take-list.ts'
import { call, office, openDesk, pay, payment, read } from './desk.ts'

openDesk('A', 'B', 'C')

const on = '2024-11-05'
const second: Token = { ...tokens.hefei, sub: 'second-officer' }
let sent = 0
/** Sends a day's list in parts and compares it, the run's message twice. */
const list = async (said: { count: number; amount: number }, ...parts: [string, number][][]) => {
  sent += 1
  office.queued()
  for (const [index, lines] of parts.entries())
    await takeListPart(
      {
        ...{ city: '340100', on, part: index + 1, parts: parts.length, ...said },
        lines: lines.map(([paymentId, amount]) => ({ paymentId, amount })),
      },
      { today: '2025-01-06', commandId: `list-${sent}-${index}` },
      office.effects,
    )
  for (const unit of office.queued()) {
    await compareLists(unit, office.effects)
    await compareLists(unit, office.effects)
  }
}
const month = async () =>
  (await read(tokens.hefei, '/reconciliations', { city: '340100', month: '2024-11' })).body
const found = async (state: string) => {
  const { body } = await read(tokens.hefei, '/differences', { city: '340100', state, on })
  return body.differences as { differenceId: string; kind: string; paymentId: string; effect: number }[]
}
const names = async (state: string) =>
  (await found(state)).map(({ paymentId, kind, effect }) => `${paymentId} ${kind} ${effect}`).sort()

describe('a day against the tax authority’s list', () => {
  it('is compared line by line once all its parts are there, and the differences explain the sum', async () => {
    await pay(payment('d-1', 'A'), payment('d-2', 'B', { amountFen: 100 }))
    await pay(payment('d-3', 'C', { paidOn: '2024-11-06', amountFen: 300 }))
    await list(
      { count: 4, amount: 41_300 },
      [
        ['d-1', 40_000],
        ['d-3', 300],
      ],
      [
        ['d-4', 500],
        ['d-5', 500],
      ],
    )
    expect(await month()).toMatchObject({
      days: [{ on, state: 'compared', differences: 4 }],
      ...{ ours: { count: 2, amount: 40_100 }, theirs: { count: 4, amount: 41_300 } },
    })
    expect(await names('open')).toEqual([
      'd-2 ours-only -100',
      'd-3 day-differs 300',
      'd-4 theirs-only 500',
      'd-5 theirs-only 500',
    ])
  })

  it('is compared with nothing where its lines do not add up to what it says', async () => {
    await list({ count: 1, amount: 40_001 }, [['d-1', 40_000]])
    expect(await month()).toMatchObject({ days: [{ state: 'unequal', said: { amount: 40_001 } }] })
    expect(await names('open')).toHaveLength(4)
  })

  it('has no difference left in what came since, and keeps what two officers settled', async () => {
    const [ours] = (await found('open')).filter(({ paymentId }) => paymentId === 'd-2')
    const path = `/differences/${ours?.differenceId}`
    await call(tokens.hefei, 'POST', `${path}/settlement`, { as: 'ours', why: 'the slip is here' })
    expect(await call(tokens.hefei, 'POST', `${path}/approval`)).toMatchObject({
      body: { code: 'contribution.proposer-is-approver' },
    })
    expect(await call(second, 'POST', `${path}/approval`)).toMatchObject({ body: { state: 'settled' } })
    await pay(payment('d-4', 'C', { amountFen: 500 }))
    await list(
      { count: 4, amount: 41_300 },
      [
        ['d-1', 40_000],
        ['d-3', 300],
      ],
      [
        ['d-4', 500],
        ['d-5', 500],
      ],
    )
    expect(await names('open')).toEqual(['d-3 day-differs 300', 'd-5 theirs-only 500'])
    expect(await names('settled')).toEqual(['d-2 ours-only -100'])
    expect(await names('gone')).toEqual(['d-4 theirs-only 500'])
  })

  it('that differs otherwise than it was settled is open again', async () => {
    await list({ count: 2, amount: 40_099 }, [
      ['d-1', 40_000],
      ['d-2', 99],
    ])
    expect(await names('open')).toEqual(['d-2 amount-differs -1', 'd-4 ours-only -500'])
  })
})
