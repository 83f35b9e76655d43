import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { tokens } from '#test/support/service.ts'
import { invariants } from '../../../services/contribution/night/invariants.ts'
import { toEvents } from '../../../services/contribution/outbox.ts'
import { covered, employed, openOffice, retired } from './office.ts'

let office: Awaited<ReturnType<typeof openOffice>>
let keys = 0

beforeAll(async () => {
  office = await openOffice()
  await office.deliver(retired('Pold'), retired('Pnew'), covered('Pres'), employed('Pwork'))
})
afterAll(() => office.stop())

/** Another officer of Hefei than who proposes. */
const second = { ...tokens.hefei, sub: 'second-340100' }
/** A base that no month of theirs says, with what proves it. */
const proved = (baseFen: number) => ({ baseFen, document: 'GZ-2025-17' })

const propose = async (personId: string, more: object = {}) => {
  keys += 1
  const { status, body } = await office.call(tokens.hefei, 'POST', '/lump-sums', {
    key: `lump-${keys}`,
    body: { city: '340100', personId, retiresOn: '2025-01-31', months: 36, ...more },
  })
  return { status, body }
}

const approve = async (lumpSumId: unknown, by: typeof second | typeof tokens.hefei = second) => {
  keys += 1
  return office.call(by, 'POST', `/lump-sums/${lumpSumId}/approval`, { key: `approve-${keys}` })
}

/** Has one officer propose, another approve, and gives the bill; what is refused first is answered. */
const buy = async (personId: string, more: object = {}) => {
  const proposed = await propose(personId, more)
  if (proposed.status !== 201) return proposed
  const approved = await approve(proposed.body.lumpSumId)
  return approved.status === 200
    ? office.call(tokens.hefei, 'GET', `/bills/${approved.body.billId}`)
    : approved
}

describe('somebody retired who lacks months', () => {
  it('is billed each month as a flexible worker is, and not any more when none is missing', async () => {
    const lacking = (missingMonths: number | undefined, version: number) =>
      retired('Pon', 263, {
        version,
        retirement: { neededMonths: 300, contributedMonths: 263, missingMonths },
      })
    const bill = async (month: string) => {
      const { units } = await office.start({
        ...{ kind: 'employer-month', commandId: `on-${month}`, city: '340100', month },
      } as never)
      for (const unit of units) await office.workOn(unit)
      return office.call(tokens.hefei, 'GET', `/bills/E-Pon-${month}`)
    }
    await office.deliver(lacking(37, 2))
    expect((await bill('2025-02')).body).toMatchObject({
      ...{ kind: 'employer-month', persons: [{ personId: 'Pon', base: 422_640 }] },
      dues: [{ payer: 'individual', amount: 38_038 }],
    })
    await office.deliver(lacking(undefined, 3))
    expect((await bill('2025-03')).status).toBe(404)
  })
})

describe('a lump sum at retirement', () => {
  it('of 36 months on a base of 5,000 yuan at 5.6 % is a bill of 10,080 yuan', async () => {
    expect((await buy('Pold', proved(500_000))).body).toMatchObject({
      ...{ billId: 'LS-Pold', kind: 'lump-sum', charge: 'lump-sum', from: '2025-01', to: '2025-01' },
      persons: [{ personId: 'Pold', base: 500_000 }],
      ...{ bought: { months: 36, rate: '0.056' }, dues: [{ payer: 'individual', amount: 1_008_000 }] },
    })
  })

  it('is not billed before the day of retirement, whose base and rate nobody knows; a bill that is, is seen', async () => {
    // Born on 20 May 1975: nobody retires before 45.
    expect(await buy('Pnew', { retiresOn: '2020-05-19', ...proved(500_000) })).toMatchObject({
      status: 422,
      body: { code: 'lump-sum.too-young', figures: { least: 45 } },
    })
    expect(await buy('Pnew', { retiresOn: '2045-01-31', ...proved(500_000) })).toMatchObject({
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
    expect(await buy('Pold', proved(500_000))).toMatchObject({
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
    expect(await buy('Pold', { ...proved(500_000), months: 1 })).toMatchObject({
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
    expect(await buy('Pwork')).toMatchObject({ status: 422, body: { code: 'lump-sum.record-unknown' } })
    await office.deliver(retired('Pwork', 263, { version: 2, from: '2025-02-01' }))
    // What is named is for those of whom nothing is known.
    expect(await buy('Pwork', proved(500_000))).toMatchObject({
      status: 422,
      body: { code: 'lump-sum.base-is-billed', figures: { base: 900_000, month: '2025-01' } },
    })
    expect(await buy('Pwork')).toMatchObject({
      body: { due: 1_814_400, persons: [{ base: 900_000 }] },
    })
    expect(await buy('Pnew', proved(100))).toMatchObject({ body: { persons: [{ base: 422_640 }] } })
  })

  it('is refused to who is no employee of the city, and where no base is known', async () => {
    await office.deliver(retired('Pnone'))
    expect(await buy('Pnone')).toMatchObject({ status: 422, body: { code: 'contribution.base-unknown' } })
    expect(await buy('Pnone', { baseFen: 500_000 })).toMatchObject({
      status: 422,
      body: { code: 'lump-sum.base-unproved', field: 'document' },
    })
    for (const personId of ['Pres', 'Pnobody'])
      expect(await buy(personId, proved(500_000))).toMatchObject({
        status: 422,
        body: { code: 'contribution.not-an-employee' },
      })
  })

  it('is billed by two hands: who proposed it approves nothing, a third is told whose hand stands', async () => {
    await office.deliver(retired('Ptwo'))
    const { body } = await propose('Ptwo', proved(500_000))
    expect((await office.call(tokens.hefei, 'GET', '/bills/LS-Ptwo')).status).toBe(404)
    expect(await approve(body.lumpSumId, tokens.hefei)).toMatchObject({
      status: 409,
      body: { code: 'contribution.proposer-is-approver' },
    })
    expect(await approve(body.lumpSumId)).toMatchObject({ status: 200, body: { billId: 'LS-Ptwo' } })
    expect(await approve(body.lumpSumId)).toMatchObject({ status: 200 })
    expect(await approve(body.lumpSumId, { ...second, sub: 'third' })).toMatchObject({
      status: 409,
      body: { code: 'approval.done', figures: { by: 'second-340100' } },
    })
  })

  it('is judged anew when it is approved: a month that was billed meanwhile says the base', async () => {
    await office.deliver(retired('Pmean', 263, { from: '2025-02-01' }))
    const { body } = await propose('Pmean', proved(500_000))
    // That they were employed in January is told late.
    await office.deliver(employed('Pmean', { version: 2, to: '2025-01-31' }))
    await office.deliver(retired('Pmean', 263, { version: 3, from: '2025-02-01' }))
    await office.call(tokens.hefei, 'PUT', '/employers/E1/payroll', {
      key: 'k2',
      body: { city: '340100', lines: [{ personId: 'Pmean', monthlyWageFen: 900_000 }] },
    })
    const { units } = await office.start({
      ...{ kind: 'employer-month', commandId: 'm2', city: '340100', month: '2025-01' },
    })
    for (const unit of units) await office.workOn(unit)
    expect(await approve(body.lumpSumId)).toMatchObject({
      status: 422,
      body: { code: 'lump-sum.base-is-billed' },
    })
    const reason = { reason: 'the base is billed' }
    expect(
      await office.call(second, 'POST', `/lump-sums/${body.lumpSumId}/rejection`, {
        key: 'no',
        body: reason,
      }),
    ).toMatchObject({ status: 200, body: { state: 'rejected' } })
  })

  it('that is planted otherwise is seen: by one hand, on no billed month, of another bill than decided', async () => {
    const faultsAfter = async (change: (item: Record<string, unknown>) => object) => {
      const check = invariants.find(({ id }) => id === 'contribution.lump-sums')?.start()
      for (const item of await office.items()) check?.see({ ...item, ...change(item) } as never)
      return check?.finish().violations.map(({ what }) => what) ?? []
    }
    const ofLumpSum = (more: object) => (item: Record<string, unknown>) =>
      item.kind === 'lump-sum' ? { lumpSum: { ...(item.lumpSum as object), ...more } } : {}
    expect(await faultsAfter(() => ({}))).toEqual([])
    const one = { state: 'approved', proposed: { by: ' SECOND-340100', on: '2025-02-01' } }
    expect(await faultsAfter(ofLumpSum(one))).toContain('one person proposed and approved it')
    const unbilled = { base: { amount: 500_000, month: '2019-01' } }
    expect(await faultsAfter(ofLumpSum(unbilled))).toContain('its base is of a month that is not billed')
    expect(await faultsAfter(ofLumpSum({ base: { amount: 500_000, document: '' } }))).toContain(
      'its base is of no billed month and no document',
    )
    expect(await faultsAfter(ofLumpSum({ state: 'approved', leastAge: 60 }))).toContain(
      'nobody retires so young',
    )
    const full = { neededMonths: 300, contributedMonths: 299, boughtMonths: 0 }
    expect(await faultsAfter(ofLumpSum({ record: full }))).toContain(
      'it buys months that its record does not miss',
    )
    expect(await faultsAfter(ofLumpSum({ mostMonths: 12 }))).toContain(
      'it buys more months than one lump sum may have',
    )
    expect(
      await faultsAfter(({ kind, person }) =>
        kind === 'coverage'
          ? { person: { ...(person as object), retirement: { neededMonths: 30, contributedMonths: 0 } } }
          : {},
      ),
    ).toContain('lump sums bought more months than they need in all')
    expect(await faultsAfter(ofLumpSum({ months: 35 }))).toContain(
      'it is billed otherwise than two officers decided',
    )
    expect(await faultsAfter(({ kind }) => (kind === 'bill' ? { kind: 'lost' } : {}))).toContain(
      'it was approved, and is not billed',
    )
  })

  it('buys no more months than the record of the person misses, the bought ones taken off', async () => {
    await office.deliver(retired('Pfew', 270), retired('Penough', 301))
    expect(await propose('Pfew', { ...proved(500_000), months: 31 })).toMatchObject({
      status: 422,
      body: {
        ...{ code: 'lump-sum.months-not-missing', field: 'months' },
        figures: { months: 31, missing: 30, neededMonths: 300, contributedMonths: 270, boughtMonths: 0 },
      },
    })
    expect(await propose('Penough', { ...proved(500_000), months: 1 })).toMatchObject({
      body: { code: 'lump-sum.months-not-missing', figures: { missing: 0 } },
    })
    // 36 were bought and paid above, and one more is billed.
    expect(await propose('Pold', { ...proved(500_000), months: 2 })).toMatchObject({
      body: { figures: { missing: 1, boughtMonths: 36 } },
    })
    const { body } = await propose('Pfew', { ...proved(500_000), months: 30 })
    expect(body).toMatchObject({ record: { neededMonths: 300, contributedMonths: 270 }, mostMonths: 360 })
    // A month that was paid late is told before the second officer decides.
    await office.deliver(retired('Pfew', 271, { version: 2 }))
    expect(await approve(body.lumpSumId)).toMatchObject({
      status: 422,
      body: { code: 'lump-sum.months-not-missing', figures: { missing: 29 } },
    })
  })

  it('is never of more months than the policy lets one lump sum have', async () => {
    const none = { retirement: { neededMonths: 420, contributedMonths: 0 } }
    await office.deliver(retired('Pnever', 0, none))
    expect(await propose('Pnever', { ...proved(500_000), months: 361 })).toMatchObject({
      status: 422,
      body: { code: 'lump-sum.too-many-months', figures: { months: 361, mostMonths: 360 } },
    })
    expect((await propose('Pnever', { ...proved(500_000), months: 360 })).status).toBe(201)
  })

  it('keeps every invariant', async () => {
    const checks = invariants.map((invariant) => invariant.start())
    for (const item of await office.items()) for (const check of checks) check.see(item)
    expect(checks.flatMap((check) => check.finish().violations)).toEqual([])
  })
})
