import { describe, expect, it } from 'vitest'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { assess, fund, hospital, lock, onDay, propose, settledYear, year } from '../clearing/cleared-year.ts'
import type { CallerName, Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const model = 'total_control.model_agreement'
const surplus = {
  title: '结余留用封顶5%',
  figures: [{ key: model, at: '/surplusCap', was: '0.03', becomes: '0.05' }],
}
const overspend = {
  title: '第一档超支分担40%',
  figures: [{ key: model, at: '/overspend/0/fund', was: '0.60', becomes: '0.40' }],
}
const ceiling = {
  title: '点值上限1.5倍',
  figures: [{ key: model, at: '/bounds/pointCeiling', was: '1.20', becomes: '1.50' }],
}
const tryOut = (variants: readonly object[], caller: CallerName = 'maker') =>
  office.post(caller, '/payment-what-ifs', { ...year, variants })

type Outcome = Readonly<Record<'accepted' | 'fundBears' | 'kept' | 'ordered', number>> & {
  readonly bounds: string[]
}
type Tried = {
  readonly asRecorded: boolean | null
  readonly total: { readonly inForce: Outcome; readonly variants: readonly Outcome[] }
  readonly institutions: readonly { readonly inForce: Outcome; readonly variants: readonly Outcome[] }[]
}
const triedBy = async (...variants: readonly object[]): Promise<Tried> => {
  const { status, body } = await tryOut(variants)
  expect([status, body.code]).toEqual([200, undefined])
  return body as unknown as Tried
}

describe('other rules of payment on a past year', () => {
  it('come to what the clearing would have come to, institution by institution, side by side', async () => {
    await settledYear(office)
    await assess(office)
    const { asRecorded, institutions, total } = await triedBy(surplus, overspend, ceiling)
    expect(asRecorded).toBeNull()
    expect(institutions.map(({ inForce }) => inForce.accepted)).toEqual([
      1_055_000, 630_000, 600_000, 660_000,
    ])
    const [first, second, third, fourth] = institutions
    // 6,000 on 10,000: 30 % of 4,000 are 1,200; 5 % of the quota are 500 instead of 300.
    expect(second?.variants.map(({ kept }) => kept)).toEqual([50_000, 30_000, 30_000])
    // 12,000 on 10,000: 40 % of the first 500 and 50 % of the next.
    expect(first?.variants.map(({ fundBears }) => fundBears)).toEqual([55_000, 45_000, 55_000])
    // 80 yuan a point are more than 1.5 times 50: 7,500 for 100 points, of which 1.1 times the claims of 6,000 are paid.
    expect(third?.inForce.bounds).toEqual(['ceiling'])
    expect(third?.variants[2]).toMatchObject({ accepted: 660_000, bounds: ['rate'] })
    expect(fourth?.variants.map(({ accepted }) => accepted)).toEqual([660_000, 660_000, 660_000])
    expect(total.variants.map(({ accepted }) => accepted - total.inForce.accepted)).toEqual([
      20_000, -10_000, 60_000,
    ])
  })

  it('are tried on a locked year too, which comes to what its statements say, and leave no trace in the books', async () => {
    await settledYear(office)
    await assess(office)
    await propose(office)
    await lock(office)
    const before = await office.recorded()
    const { asRecorded, total } = await triedBy(surplus)
    expect(asRecorded).toBe(true)
    expect(total.variants[0]?.kept).toBe(total.inForce.kept + 20_000)
    const after = await office.recorded()
    const old = new Set(before.map((item) => JSON.stringify(item)))
    expect(after.filter((item) => !old.has(JSON.stringify(item)))).toMatchObject([
      { kind: 'payment-trial', ordered: { by: 'maker' }, titles: ['结余留用封顶5%'] },
    ])
    expect(after).toHaveLength(before.length + 1)
    const { trials } = (await office.get('maker', '/payment-what-ifs', fund)).body
    expect(trials).toMatchObject([{ year: 2025, titles: ['结余留用封顶5%'], ordered: { by: 'maker' } }])
    expect(await violationsIn(office)).toEqual([])
  })

  it('keep what a dispute decided', async () => {
    await settledYear(office)
    await assess(office)
    await propose(office)
    const answer = (caller: CallerName, what: string, body: object) =>
      office.post(caller, `/clearings/340100/employee/2025/${hospital(2)}/${what}`, body)
    const dispute = { on: '2026-03-10', reason: 'two more beds were opened' }
    await onDay('2026-03-10', () => answer('otherHospital', 'dispute', dispute))
    const decision = { on: '2026-03-25', reason: 'half of it is accepted', adjustment: 5_000 }
    expect((await answer('checker', 'decision', decision)).body.state).toBe('decided')
    const { asRecorded, institutions } = await triedBy(surplus)
    expect(asRecorded).toBe(true)
    expect(institutions[1]).toMatchObject({
      inForce: { accepted: 635_000 },
      variants: [{ accepted: 655_000 }],
    })
  })
})

describe('rules that nobody can be judged under', () => {
  const figure = (at: string, was: unknown, becomes: unknown, key = model) => ({
    title: 'a trial',
    figures: [{ key, at, was, becomes }],
  })
  it.each([
    ['tried-law.figure-otherwise', figure('/surplusCap', '0.02', '0.05'), `${model}/surplusCap`],
    // Bands that fall, a floor above its ceiling, years that do not sum.
    ['tried-law.malformed', figure('/overspend/0/upTo', '0.05', '0.20'), `${model}/overspend/0/upTo`],
    ['tried-law.malformed', figure('/bounds/pointFloor', '0.80', '1.30'), `${model}/bounds/pointFloor`],
    [
      'tried-law.malformed',
      figure('/history/2', '0.5', '0.6', 'total_control.split'),
      'total_control.split/history/2',
    ],
    ['agreement.bound-above-limit', figure('/overspend/0/fund', '0.60', '0.90'), 'overspend'],
    ['tried-law.not-judged', figure('/depositShare', '0.05', '0.06'), `${model}/depositShare`],
    [
      'tried-law.not-judged',
      figure('/dip/low', '0.5', '0.6', 'payment.cost_outliers'),
      'payment.cost_outliers',
    ],
  ])('are refused with %s', async (code, variant, field) => {
    const { status, body } = await tryOut([variant])
    expect([status, body.code, body.field]).toEqual([422, code, field])
  })

  it('of quotas are refused where the province decided them without a formula', async () => {
    await settledYear(office)
    await assess(office)
    const elastic = figure('/volume/elasticity', '0.5', '0.8', 'total_control.split')
    expect((await tryOut([elastic])).body.code).toBe('payment-what-if.not-by-formula')
  })

  it('are refused before the year is settled and assessed, and to whoever is of another city', async () => {
    expect((await tryOut([surplus])).body.code).toBe('clearing.months-open')
    expect((await tryOut([surplus], 'otherCity')).status).toBe(403)
    expect((await office.get('otherCity', '/payment-what-ifs', fund)).status).toBe(403)
  })
})
