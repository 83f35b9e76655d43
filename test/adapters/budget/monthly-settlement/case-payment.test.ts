import { describe, expect, it } from 'vitest'
import { groupTablesAreByTwo } from '../../../../services/budget/payment-method/invariants.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { agreeOn } from '../agreement/signed-by-both.ts'
import { reversalOf } from '../claims.ts'
import {
  advance,
  agreed,
  assess,
  fund,
  groupTable,
  hospital,
  openYear,
  post,
  publishTable,
  settle,
  stay,
  year,
} from '../clearing/cleared-year.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

type Statement = {
  institution: string
  differences: { inpatient: number; outpatient: number }
  ordered: number
}
const statement = async (n: number, month: string) =>
  (
    (await office.get('maker', '/statements', { ...fund, month })).body.statements as unknown as Statement[]
  ).find(({ institution }) => institution === hospital(n))
type AssessmentAnswer = {
  institution: string
  points: object
  openReviews: number
  reviewClaims: string[]
  score: string
}
const assessment = async (n: number) =>
  (
    (await office.get('maker', '/assessments', { ...fund, year: '2025' })).body
      .assessments as unknown as AssessmentAnswer[]
  ).find(({ institution }) => institution === hospital(n))

describe('a table of case groups', () => {
  it('is made by one of the province and approved by another, and pays nothing before', async () => {
    expect((await office.post('maker', '/group-tables', groupTable)).status).toBe(403)
    const first = await office.post('province', '/group-tables', groupTable)
    expect(first).toMatchObject({ status: 201, body: { groupCount: 3, status: 'waiting' } })
    expect((await office.post('province', '/group-tables', groupTable)).body).toEqual(first.body)
    const other = { ...groupTable, prepaidPerPoint: '51' }
    expect((await office.post('province', '/group-tables', other)).body.code).toBe('group-table.waits')
    const approval = '/group-tables/DIP-2025/approval'
    const { digest } = first.body
    expect((await office.post('province', approval, { digest })).body.code).toBe('group-table.same-person')
    const unseen = { digest: 'another' }
    expect((await office.post('provinceApprover', approval, unseen)).body.code).toBe('group-table.changed')
    expect((await office.post('provinceApprover', approval, { digest })).body).toMatchObject({
      ...{ status: 'in-force', made: { by: 'province' }, approved: { by: 'province-approver' } },
    })
    expect((await office.post('province', '/group-tables', other)).body.code).toBe('group-table.published')
    const rejection = { digest, reason: 'too late' }
    expect(
      (await office.post('provinceApprover', '/group-tables/DIP-2025/rejection', rejection)).body.code,
    ).toBe('group-table.decided')
    expect((await office.get('hospital', '/group-tables/DIP-2025')).body).toMatchObject(groupTable)
    expect((await office.get('hospital', '/group-tables/DIP-2026')).status).toBe(404)
    expect(await violationsIn(office)).toEqual([])
  })

  it('makes room for another when it is rejected', async () => {
    const { digest } = (await office.post('province', '/group-tables', groupTable)).body
    const rejection = { digest, reason: 'the points of last year' }
    expect(
      (await office.post('provinceApprover', '/group-tables/DIP-2025/rejection', rejection)).body,
    ).toMatchObject({ status: 'rejected', rejected: { reason: rejection.reason } })
    const other = { ...groupTable, prepaidPerPoint: '51' }
    expect((await publishTable(office, other)).body).toMatchObject({ status: 'in-force' })
    expect((await office.get('hospital', '/group-tables/DIP-2025')).body).toMatchObject(other)
  })

  it('has no group worth far more than its cases cost, nor one code with two values', async () => {
    const [others, ...rest] = groupTable.groups
    const withPoints = (points: string) =>
      office.post('province', '/group-tables', { ...groupTable, groups: [{ ...others, points }, ...rest] })
    expect((await withPoints('9999999')).body.code).toBe('group-table.outside-bounds')
    expect((await withPoints('271')).body).toMatchObject({
      ...{ code: 'group-table.outside-bounds', figures: { group: 'OTHER', most: '1.50' } },
    })
    expect((await withPoints('35')).body.code).toBe('group-table.outside-bounds')
    const twice = { ...groupTable.groups[1], diagnosis: 'J19', points: '101' }
    const table = { ...groupTable, groups: [...groupTable.groups, twice] }
    expect((await office.post('province', '/group-tables', table)).status).toBe(400)
    expect((await withPoints('270')).status).toBe(201)
  })

  it('is found where its maker approved it, or a group was changed', async () => {
    await publishTable(office)
    const items = await office.recorded()
    const told = (kind: string, change: object) => {
      const check = groupTablesAreByTwo.start()
      for (const item of items) check.see(item.kind === kind ? { ...item, ...change } : item)
      return check.finish().violations.map(({ what }) => what)
    }
    const hand = { by: 'Province ', on: '2026-01-01', scope: 'province' }
    expect(told('none', {})).toEqual([])
    expect(told('group-table', { made: hand, approved: hand })).toEqual(['one person made and approved it'])
    const [others, ...rest] = groupTable.groups
    expect(told('case-groups', { groups: [{ ...others, points: '9999999' }, ...rest] })).toEqual([
      'a group outside the bounds',
    ])
    expect(told('case-groups', { groups: rest })).toEqual(['other groups than were approved'])
  })

  it('may have more groups than an item holds', async () => {
    const more = Array.from({ length: 2500 }, (_, n) => ({
      group: `G${n}`,
      diagnosis: `X${n}`,
      points: '1',
      mean: 10_000,
    }))
    const large = { ...groupTable, groups: [...groupTable.groups, ...more] }
    expect((await office.post('province', '/group-tables', large)).body).toMatchObject({ parts: 3 })
    const { groups } = (await office.get('hospital', '/group-tables/DIP-2025')).body
    expect(groups).toEqual(large.groups)
    expect((await publishTable(office, large)).body).toMatchObject({ status: 'in-force' })
    expect(await violationsIn(office)).toEqual([])
  })
})

describe('payment by points from month to month', () => {
  it('counts a stay that came after its month was closed in the month it was booked in', async () => {
    await openYear(office)
    await post(office, [stay('C1', hospital(3))], '2025-01')
    await settle(office, '2025-01', '2025-02-10')
    // January's second stay comes in February, where it is booked: again 5,000 by points against 6,000 owed.
    await post(office, [stay('C2', hospital(3))], '2025-01')
    await settle(office, '2025-02', '2025-03-10')
    expect(await statement(3, '2025-02')).toMatchObject({
      differences: { inpatient: -100_000, outpatient: 0 },
    })
    expect(await violationsIn(office)).toEqual([])
  })

  it('takes the points of a reversed stay back', async () => {
    await openYear(office)
    const treated = stay('D1', hospital(4), { total: 2_500_000, inScope: 2_400_000, cash: 1_720_000 })
    await post(office, [treated], '2025-01')
    await settle(office, '2025-01', '2025-02-10')
    expect((await statement(4, '2025-01'))?.differences.inpatient).toBe(150_000)
    await post(office, [reversalOf(treated)], '2025-02')
    await settle(office, '2025-02', '2025-03-10')
    expect((await statement(4, '2025-02'))?.differences.inpatient).toBe(-150_000)
    expect(await violationsIn(office)).toEqual([])
  })

  it('pays a list of persons for every month, even when nothing was claimed', async () => {
    await openYear(office)
    const [, second] = agreed
    const capitation = { kind: 'capitation', perHead: 12_000, heads: 100 }
    const methods = { inpatient: { kind: 'by-item' }, outpatient: capitation }
    const row = { institution: 'H34010005', terms: { ...second?.terms, methods } }
    const rows = await agreeOn(office, {
      city: '340100',
      year: 2025,
      on: '2024-12-20',
      agreements: [row],
    })
    expect(rows).toMatchObject([{ status: 'proposed' }])
    await settle(office, '2025-01', '2025-02-10')
    expect(await statement(5, '2025-01')).toMatchObject({
      differences: { outpatient: 100_000 },
      ordered: 95_000,
    })
    await settle(office, '2025-03', '2025-04-10')
    expect(await statement(5, '2025-03')).toMatchObject({ differences: { outpatient: 200_000 } })
    expect(await violationsIn(office)).toEqual([])
  })

  it('reads no claims of institutions that are paid by item', async () => {
    await openYear(office)
    await post(office, [stay('A1', hospital(1)), stay('B1', hospital(2))])
    await office.post('maker', '/monthly-settlements', { ...fund, month: '2025-12', on: '2026-01-10' })
    office.usage()
    await office.doWork()
    expect(office.usage().roundTrips).toBeLessThanOrEqual(3)
  })
})

describe('a case whose cost is far above its group’s mean', () => {
  it('counts as an ordinary one until experts decide, and then by what they decided', async () => {
    await openYear(office)
    await advance(office)
    await post(office, [stay('D1', hospital(4), { total: 6_000_000, inScope: 5_900_000, cash: 5_220_000 })])
    await settle(office)
    await assess(office)
    expect(await assessment(4)).toMatchObject({
      points: { inpatient: 1_000_000 },
      openReviews: 1,
      reviewClaims: ['D1'],
    })
    const review = {
      ...fund,
      year: 2025,
      institution: hospital(4),
      claimId: 'D1',
      coefficient: '4.5',
      reason: 'transplant',
      on: '2026-02-05',
    }
    expect((await office.post('maker', '/case-reviews', review)).status).toBe(201)
    expect((await office.post('maker', '/case-reviews', review)).status).toBe(201)
    for (const foreign of [{ institution: hospital(1) }, { institution: 'H34020000001' }, { claimId: 'D9' }])
      expect(await office.post('maker', '/case-reviews', { ...review, ...foreign })).toMatchObject({
        ...{ status: 404, body: { code: 'case-review.claim-unknown' } },
      })
    expect((await office.post('maker', '/case-reviews', { ...review, coefficient: '5' })).body.code).toBe(
      'case-review.decided-otherwise',
    )
    await assess(office, '2026-02-06')
    const path = `/assessments/340100/employee/2025/${hospital(4)}`
    expect((await office.get('maker', path)).body).toMatchObject({ points: { inpatient: 4_500_000 } })
    expect((await office.get('hospital', path)).status).toBe(403)
    expect((await office.get('hospital', `/assessments/340100/employee/2025/${hospital(1)}`)).status).toBe(
      404,
    )
    expect(await assessment(4)).toMatchObject({ points: { inpatient: 4_500_000 }, openReviews: 0 })
  })
})

describe('what an office verifies', () => {
  it('is the growth of volume that makes an overspend reasonable', async () => {
    await openYear(office)
    const grown = {
      ...year,
      institution: hospital(1),
      growth: '0.08',
      reason: 'a ward was opened',
      on: '2026-02-05',
    }
    for (const institution of ['H34010099999', 'H34020000001'])
      expect(await office.post('maker', '/volume-growths', { ...grown, institution })).toMatchObject({
        ...{ status: 404, body: { code: 'agreement.unknown', field: 'institution' } },
      })
    expect((await office.post('maker', '/volume-growths', grown)).body).toMatchObject({
      growth: '0.08',
      by: 'maker',
    })
    expect((await office.post('maker', '/volume-growths', { ...grown, growth: '0.09' })).body.code).toBe(
      'volume-growth.verified-otherwise',
    )
  })
})
