import { describe, expect, it } from 'vitest'
import { onDay } from '#test/support/on-day.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { beginInDecember, fund, fundYear, negotiating, round, setToday } from '../negotiation/negotiating.ts'
import type { CallerName, Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})
beginInDecember()
const { approveTarget, publishFirst } = negotiating(() => office)

/** Quotas that sum to the target of the county of case C-budget: 47,530 for stays, 10,670 for visits, 10,000 yuan in fen. */
const quotas = [
  { institution: 'H34010001', amounts: { inpatient: 27_530_000_000, outpatient: 4_670_000_000 } },
  { institution: 'H34010002', amounts: { inpatient: 20_000_000_000, outpatient: 6_000_000_000 } },
]
const [first, second] = quotas
const reason = 'the city and its hospitals did not agree'
const document = '皖医保发〔2024〕12号'
const propose = (more: object = {}, caller: CallerName = 'province') =>
  office.post(caller, '/quota-decisions', { ...fundYear, reason, document, quotas, ...more })
const decision = (number = 1) => `/quota-decisions/340100/resident/2025/${number}`
const approve = (planId: unknown, caller: CallerName = 'provinceApprover', number = 1) =>
  office.post(caller, `${decision(number)}/approval`, { planId })
const inForce = async () => (await office.get('maker', '/quotas', { ...fund, year: '2025' })).body

describe('a decision of the province on quotas', () => {
  it('is proposed by one of its people with reason and document, and in force when another approves it', async () => {
    await approveTarget()
    const { body } = await propose()
    expect(body).toMatchObject({
      ...{ status: 'proposed', number: 1, areaTarget: 1, reason, document },
      target: { inpatient: 47_530_000_000, outpatient: 10_670_000_000 },
    })
    expect((await inForce()).code).toBe('quota-plan.unknown')
    const looked = (await office.get('maker', decision())).body as unknown as { quotas: object[] }
    expect(looked.quotas).toHaveLength(2)
    expect((await approve(body.planId, 'province')).body.code).toBe('quota-decision.maker-is-checker')
    expect(await approve(body.planId)).toMatchObject({ status: 200, body: { status: 'approved' } })
    expect(await approve(body.planId)).toMatchObject({ status: 200, body: { status: 'approved' } })
    expect(await propose()).toMatchObject({ status: 201, body: { status: 'approved', number: 1 } })
    const { plan, quotas: published } = (await inForce()) as unknown as {
      plan: object
      quotas: { amount: number; derivation: { steps: object[] } }[]
    }
    expect(plan).toMatchObject({ version: 1, target: 58_200_000_000, areaTarget: 1, document, reason })
    expect(published.map(({ amount }) => amount)).toEqual([32_200_000_000, 26_000_000_000])
    expect(published[0]?.derivation.steps).toEqual([
      {
        rule: 'provincial-decision',
        given: { inpatient: 27_530_000_000, outpatient: 4_670_000_000, document, reason },
        gives: 32_200_000_000,
      },
    ])
    expect(await violationsIn(office)).toEqual([])
  })

  it('or a round is the only way: nobody publishes quotas by weights', async () => {
    const institutions = [{ institution: 'H9', weight: 1 }]
    const body = { ...fundYear, target: 999_999_999, institutions }
    for (const caller of ['maker', 'province'] as const)
      expect((await office.post(caller, '/quota-plans', body)).status).toBe(404)
    expect((await inForce()).code).toBe('quota-plan.unknown')
  })

  it('is nothing that a city does, or a hospital', async () => {
    await approveTarget()
    for (const caller of ['maker', 'checker', 'hospital'] as const)
      expect((await propose({}, caller)).body.code).toBe('caller.no-scope')
    const { body } = await propose()
    expect((await approve(body.planId, 'checker')).body.code).toBe('caller.no-scope')
  })

  it('needs the approved target of the year, and is equal to it in stays and in visits', async () => {
    expect((await propose()).body.code).toBe('target.not-approved')
    await approveTarget()
    const moved = [
      { ...first, amounts: { inpatient: 27_530_000_001, outpatient: 4_669_999_999 } },
      { ...second },
    ]
    expect((await propose({ quotas: moved })).body).toMatchObject({
      code: 'quota-decision.sum-differs',
      figures: { inpatient: 47_530_000_001, inpatientTarget: 47_530_000_000 },
    })
    const huge = [{ institution: 'H34010001', amounts: { inpatient: 999_999_999, outpatient: 0 } }]
    expect((await propose({ quotas: huge })).body.code).toBe('quota-decision.sum-differs')
    expect((await propose({ quotas: [first, first] })).body.code).toBe('request.invalid')
  })

  it('gives nothing to a hospital without an agreement of the year, which is named', async () => {
    await approveTarget()
    for (const institution of ['H34019999', 'H34020001'])
      expect((await propose({ quotas: [first, { ...second, institution }] })).body).toMatchObject({
        code: 'quota.no-agreement',
        figures: { institution, year: 2025 },
      })
  })

  it('proposed anew is not approved by who looked at what stood there before, and may be withdrawn', async () => {
    await approveTarget()
    const { body: before } = await propose()
    const { body: after } = await propose({ document: '皖医保发〔2024〕13号' })
    expect((await approve(before.planId)).body.code).toBe('quota-decision.other-proposal')
    expect((await office.post('province', `${decision()}/withdrawal`)).body.status).toBe('withdrawn')
    expect((await approve(after.planId)).body.code).toBe('quota-decision.not-proposed')
    expect((await propose()).body.status).toBe('proposed')
    expect(await violationsIn(office)).toEqual([])
  })

  it('does not go on when the target or the agreements changed since it was proposed', async () => {
    await approveTarget()
    const { body } = await propose()
    const withdrawal = { from: '2025-03-01', reason: 'false volume found' }
    await onDay('2024-12-01', () =>
      office.post('maker', '/agreements/340100/2025/H34010002/withdrawals', withdrawal),
    )
    expect((await approve(body.planId)).body.code).toBe('quota.no-agreement')
    await office.post('maker', '/targets', { ...fundYear, deductions: [], reason: 'nothing is elsewhere' })
    expect((await approve(body.planId)).body.code).toBe('target.not-approved')
    await office.post('checker', '/targets/340100/resident/2025/approval', undefined, 'second')
    expect((await approve(body.planId)).body).toMatchObject({
      code: 'quota-decision.target-changed',
      figures: { number: 2 },
    })
    expect((await inForce()).code).toBe('quota-plan.unknown')
  })

  it('in the middle of a year is a new version from a month on, and leaves nobody out who has a quota', async () => {
    await publishFirst()
    setToday('2025-06-10')
    expect((await propose()).body.code).toBe('negotiation.month-missing')
    const from = '2025-07'
    expect((await propose({ from })).body).toMatchObject({
      code: 'quota.institution-left-out',
      figures: { institution: 'H34010003' },
    })
    const third = {
      institution: 'H34010003',
      amounts: { inpatient: 6_000_000_000, outpatient: 3_000_000_000 },
    }
    const less = {
      institution: 'H34010001',
      amounts: { inpatient: 21_530_000_000, outpatient: 1_670_000_000 },
    }
    const { body } = await propose({ from, quotas: [less, second, third] })
    expect(body).toMatchObject({ status: 'proposed', number: 2, from })
    expect((await approve(body.planId, 'provinceApprover', 2)).body.status).toBe('approved')
    expect((await inForce()).plan).toMatchObject({ version: 2, from })
    expect((await office.get('maker', round(1))).body.status).toBe('published')
    expect(await violationsIn(office)).toEqual([])
  })

  it('cut off after any write goes on; before that nobody sees it', async () => {
    await approveTarget()
    office.crashAfter(1)
    expect((await propose()).status).toBe(500)
    expect((await office.get('maker', decision())).body.code).toBe('quota-decision.unknown')
    office.crashAfter(2)
    expect((await propose()).status).toBe(500)
    const { body } = await propose()
    expect(body.status).toBe('proposed')
    office.crashAfter(1)
    expect((await approve(body.planId)).status).toBe(500)
    expect((await approve(body.planId)).body.status).toBe('approved')
    expect((await inForce()).plan).toMatchObject({ version: 1, document })
    expect(await violationsIn(office)).toEqual([])
  })
})
