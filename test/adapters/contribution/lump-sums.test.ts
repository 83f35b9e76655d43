import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { tokens } from '#test/support/service.ts'
import { invariants } from '../../../services/contribution/night/invariants.ts'
import { toEvents } from '../../../services/contribution/outbox.ts'
import { covered, employed, openOffice } from './office.ts'

let office: Awaited<ReturnType<typeof openOffice>>
let keys = 0

beforeAll(async () => {
  office = await openOffice()
  const retired = { scheme: 'employee', employment: 'retired' }
  await office.deliver(covered('Pold', retired), covered('Pnew', retired), covered('Pres'), employed('Pwork'))
})
afterAll(() => office.stop())

const buy = async (personId: string, more: object = {}) => {
  keys += 1
  const { status, body } = await office.call(tokens.hefei, 'POST', '/lump-sums', {
    key: `lump-${keys}`,
    body: { city: '340100', personId, retiresOn: '2025-01-31', months: 36, ...more },
  })
  return { status, body }
}

describe('a lump sum at retirement', () => {
  it('of 36 months on a base of 5,000 yuan at 5.6 % is a bill of 10,080 yuan', async () => {
    expect(await buy('Pold', { baseFen: 500_000 })).toMatchObject({
      status: 201,
      body: { billId: 'LS-Pold', base: 500_000, rate: '0.056', months: 36, due: 1_008_000 },
    })
    expect((await office.call(tokens.hefei, 'GET', '/bills/LS-Pold')).body).toMatchObject({
      ...{ kind: 'lump-sum', charge: 'lump-sum', from: '2025-01', to: '2025-01' },
      ...{ bought: { months: 36, rate: '0.056' }, dues: [{ payer: 'individual', amount: 1_008_000 }] },
    })
  })

  it('is not billed before the day of retirement, whose base and rate nobody knows; a bill that is, is seen', async () => {
    expect(await buy('Pnew', { retiresOn: '2045-01-31', baseFen: 500_000 })).toMatchObject({
      status: 422,
      body: { code: 'contribution.retirement-ahead', field: 'retiresOn' },
    })
    const items = (await office.items()).map((item) =>
      item.kind === 'bill'
        ? { ...item, bill: { ...(item.bill as object), from: '2045-01', to: '2045-01' } }
        : item,
    )
    const checks = invariants
      .filter(({ id }) => id === 'contribution.dues-of-lines')
      .map((each) => each.start())
    for (const item of items) for (const check of checks) check.see(item as never)
    expect(checks.flatMap((check) => check.finish().violations.map(({ what }) => what))).toContain(
      'it was billed before they retired',
    )
  })

  it('waits for its payment before another is billed; the payment gives the months', async () => {
    expect(await buy('Pold', { baseFen: 500_000 })).toMatchObject({
      status: 409,
      body: { code: 'contribution.lump-sum-waits' },
    })
    const paid = { paymentId: 'lump', billId: 'LS-Pold', payer: 'individual', kind: 'payment' }
    await office.call(tokens.tax, 'POST', '/payments', {
      key: 'lump',
      body: { payments: [{ ...paid, amountFen: 1_008_000, paidOn: '2025-02-10' }] },
    })
    const receipts = (await office.items()).filter(({ pk }) => pk === 'PAYMENT#lump')
    const [event] = toEvents(receipts.map((item, index) => ({ sequence: String(index), item })))
    expect(contributionsReceived.schema.parse(event?.event).data.receipts).toMatchObject([
      { pooled: 1_008_000, completes: { months: 36, persons: [{ personId: 'Pold', account: 0 }] } },
    ])
    expect(await buy('Pold', { baseFen: 500_000, months: 1 })).toMatchObject({
      body: { billId: 'LS-Pold-2' },
    })
  })

  it('is on the base of the last month billed, kept within the bounds of the month', async () => {
    await office.call(tokens.hefei, 'PUT', '/employers/E1/payroll', {
      key: 'k',
      body: { city: '340100', lines: [{ personId: 'Pwork', monthlyWageFen: 900_000 }] },
    })
    const { units } = await office.start({
      ...{ kind: 'employer-month', commandId: 'm', city: '340100', month: '2025-01' },
    })
    for (const unit of units) await office.workOn(unit)
    // What is named is for those of whom nothing is known.
    expect(await buy('Pwork', { baseFen: 500_000 })).toMatchObject({
      body: { base: 900_000, due: 1_814_400 },
    })
    expect(await buy('Pnew', { baseFen: 100 })).toMatchObject({ body: { base: 422_640 } })
  })

  it('is refused to who is no employee of the city, and where no base is known', async () => {
    await office.deliver(covered('Pnone', { scheme: 'employee', employment: 'retired' }))
    expect(await buy('Pnone')).toMatchObject({ status: 422, body: { code: 'contribution.base-unknown' } })
    for (const personId of ['Pres', 'Pnobody'])
      expect(await buy(personId, { baseFen: 500_000 })).toMatchObject({
        status: 422,
        body: { code: 'contribution.not-an-employee' },
      })
  })

  it('keeps every invariant', async () => {
    const checks = invariants.map((invariant) => invariant.start())
    for (const item of await office.items()) for (const check of checks) check.see(item)
    expect(checks.flatMap((check) => check.finish().violations)).toEqual([])
  })
})
