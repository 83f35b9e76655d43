import { beforeAll, describe, expect, it } from 'vitest'
import { tokens } from '#test/support/service.ts'
import { call, office, openDesk, outcome, pay, payment, published } from './desk.ts'
import { covered } from './office.ts'

/** The year in which the missed one is paid for. */
const thisYear = Number(new Date().toISOString().slice(0, 4))

/** Hefei's residents of 2025, who are billed for it and pay nothing. */
openDesk('A', 'B', 'C')

beforeAll(async () => {
  // Whoever comes back was not covered in the year that they missed.
  await office.deliver(covered('Back', { from: '2026-01-01' }), covered('Else', { city: '340200' }))
  await office.deliver(covered('Newborn', { from: '2026-03-01', birthOn: '2026-03-01' }))
})

const repair = async (personId: string, more: object = {}, token = tokens.hefei) =>
  call(token, 'POST', '/repairs', { city: '340100', personId, year: 2025, ...more })
const bill = async (billId: string) => (await call(tokens.province, 'GET', `/bills/${billId}`)).body

describe('the repair of a missed year', () => {
  it('takes the place of the bill that was never paid, and its payment is told for the year missed', async () => {
    expect(await repair('A')).toMatchObject({
      status: 201,
      body: {
        billId: 'R-A-2025-repair',
        replaces: 'R-A-2025',
        amountFen: 40_000,
        dueOn: `${thisYear}-12-31`,
      },
    })
    expect(await bill('R-A-2025-repair')).toMatchObject({
      ...{ kind: 'resident-repair', charge: 'repair', fundYear: thisYear, from: '2025-01', to: '2025-12' },
    })
    expect(await pay(payment('r-0', 'A', { paidOn: '2026-11-02' }))).toEqual(['suspended repair.replaced'])
    const paid = { billId: 'R-A-2025-repair', paidOn: '2026-11-02' }
    expect(await pay(payment('r-1', 'A', paid))).toEqual(['recorded'])
    const receipts = (await published()).flatMap(({ data }) =>
      ((data as { receipts?: { paymentId: string }[] }).receipts ?? []).filter(
        ({ paymentId }) => paymentId === 'r-1',
      ),
    )
    expect(receipts).toMatchObject([
      { completes: { from: '2025-01', to: '2025-12', persons: [{ personId: 'A', account: 0 }] } },
    ])
    expect(await outcome('r-1')).toMatchObject({ status: 'recorded' })
  })

  it('is open to who was not covered in that year, once', async () => {
    expect(await repair('Back')).toMatchObject({ status: 201, body: { billId: 'R-Back-2025' } })
    expect(await repair('Back')).toMatchObject({
      ...{ status: 409, body: { code: 'contribution.billed-already', figures: { billId: 'R-Back-2025' } } },
    })
  })

  it('is the city’s that has the person now, and of a year that is over', async () => {
    expect(await repair('Else')).toMatchObject({ body: { code: 'contribution.not-a-resident' } })
    expect(await repair('B', { city: '340200' })).toMatchObject({ status: 403 })
    expect(await repair('B', { year: thisYear })).toMatchObject({
      status: 422,
      body: { code: 'repair.year-not-over', field: 'year' },
    })
  })

  it('is of no year before their birth: nobody missed that', async () => {
    expect(await repair('Newborn')).toMatchObject({ status: 422, body: { code: 'repair.not-born' } })
  })

  it('leaves nothing to correct on the bill that it replaced, also by what was proposed before', async () => {
    const correct = (aid: string) =>
      call(tokens.hefei, 'POST', '/bills/R-C-2025/corrections', {
        aid,
        why: '认定晚于核定',
        document: 'MZ-1',
      })
    const { body } = await correct('minimum-living')
    expect((await repair('C')).status).toBe(201)
    const second = { ...tokens.hefei, sub: 'second-officer' }
    const approval = `/bill-corrections/${String(body.correctionId)}/approval`
    const replaced = { code: 'repair.replaced', figures: { repairedBy: 'R-C-2025-repair' } }
    expect((await call(second, 'POST', approval)).body).toMatchObject(replaced)
    expect((await correct('special-hardship')).body).toMatchObject(replaced)
    expect((await bill('D-C-2025-1')).code).toBe('contribution.bill-unknown')
  })
})
