import { describe, expect, it } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { insuredCounted } from '#shared/contracts/enrollment.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim } from '../claims.ts'
import { contributionsOf, premium } from '../contributions.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'
import { openBooksIn } from '../opening-books.ts'

const fund = { city: '340100', scheme: 'resident' } as const
let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const openBooks = () =>
  openBooksIn(office, { ...fund, year: 2025, pooledBalance: 10_000_000, accountBalance: 0 })
/** Stays of 10,000 yuan at a hospital of level 3, of which the pool pays 6,000 of 9,000 in scope. */
const stay = (claimId: string) => ({
  ...inpatientClaim(claimId),
  ...{ level: 3 as const, account: 0, cash: 250_000 },
  medical: { personId: claimId, admittedOn: '2025-01-10', dischargedOn: '2025-01-20' },
})
const settle = async (stays: number, from = 0) => {
  const claims = Array.from({ length: stays }, (_, index) => stay(`C${from + index}`))
  for (const some of inPieces(claims, 40))
    await office.deliver(claimsSettled, group(some, '2025-01', 'resident'))
}
const count = (revision: number, persons: number, city: string = fund.city) =>
  office.deliver(insuredCounted, {
    id: `insured-counted:${city}:2025-01:${revision}`,
    occurredOn: '2025-01-31',
    data: {
      ...{ city, month: '2025-01', on: '2025-01-31', revision },
      insured: [{ scheme: 'resident', employment: 'resident', persons }],
      entitled: [],
    },
  })
const workOut = async (month = '2025-01', on = '2025-02-03') => {
  const started = await office.post('province', '/indicators/runs', { month, on }, `${month}-${on}`)
  await office.doWork()
  return started
}
type Value = {
  readonly indicator: string
  readonly of?: string
  readonly value: number | null
  readonly parts: object
}
const read = async (query: Record<string, string> = { city: fund.city }) => {
  const { body } = await office.get('province', '/indicators', {
    month: '2025-01',
    scheme: 'resident',
    ...query,
  })
  return body.divisions as unknown as { readonly city: string; readonly values: readonly Value[] }[]
}
const valueOfCity = async (indicator: string, of?: string) => {
  const [own] = await read()
  return own?.values.find((each) => each.indicator === indicator && each.of === of)?.value
}

describe('the indicators of a month', () => {
  it('come from the ledger, the counters of care and the count of the insured', async () => {
    await openBooks()
    await settle(2)
    await count(1, 40)
    expect((await workOut()).status).toBe(202)
    expect(await valueOfCity('months-payable')).toBe(7.3)
    expect(await valueOfCity('accumulated-balance')).toBe(8_800_000)
    expect(await valueOfCity('current-balance')).toBe(-1_200_000)
    expect(await valueOfCity('admission-rate')).toBe(0.05)
    expect(await valueOfCity('average-stay')).toBe(10)
    expect(await valueOfCity('average-stay-cost')).toBe(1_000_000)
    expect(await valueOfCity('cost-per-head')).toBe(30_000)
    expect(await valueOfCity('policy-scope-ratio')).toBe(0.6667)
    expect(await valueOfCity('actual-ratio')).toBe(0.75)
    expect(await valueOfCity('share-by-level', '3')).toBe(1)
    expect(await violationsIn(office)).toEqual([])
  })

  it('of the province are those of the sums of its cities', async () => {
    await openBooks()
    const wuhu = {
      city: '340200',
      scheme: 'resident',
      year: 2025,
      pooledBalance: 2_000_000,
      accountBalance: 0,
    }
    await openBooksIn(office, wuhu, ['otherCity', 'otherChecker'])
    await settle(2)
    await workOut()
    const divisions = await read({})
    expect(divisions.map(({ city }) => city)).toEqual(['340100', '340200', '340000'])
    const balances = divisions.map(
      ({ values }) => values.find(({ indicator }) => indicator === 'accumulated-balance')?.value,
    )
    expect(balances).toEqual([8_800_000, 2_000_000, 10_800_000])
    const path = '/indicators/accumulated-balance/history'
    const span = { scheme: 'resident', from: '2025-01', to: '2025-03' }
    const ofProvince = await office.get('province', path, { city: '340000', ...span })
    expect(ofProvince.body.months).toMatchObject([{ month: '2025-01', values: [{ value: 10_800_000 }] }])
  })

  it('are worked out again where the books of the month moved since, and only there', async () => {
    await openBooks()
    await settle(1)
    await workOut()
    await workOut('2025-02', '2025-03-03')
    const computedOn = async () => {
      const kept = (await office.recorded()).filter(({ kind }) => kind === 'indicator-month')
      return kept.map(({ month, computedOn: on }) => [month, on])
    }
    expect(await computedOn()).toEqual([
      ['2025-01', '2025-02-03'],
      ['2025-02', '2025-03-03'],
    ])
    await settle(1, 1)
    await workOut('2025-03', '2025-04-03')
    expect(await computedOn()).toEqual([
      ['2025-01', '2025-04-03'],
      ['2025-02', '2025-04-03'],
      ['2025-03', '2025-04-03'],
    ])
    expect(await valueOfCity('accumulated-balance')).toBe(8_800_000)
  })

  it('take the count of the insured with the highest revision, whatever order they come in', async () => {
    await openBooks()
    await settle(2)
    await count(2, 50)
    await count(1, 40)
    await count(2, 50)
    await workOut()
    expect(await valueOfCity('admission-rate')).toBe(0.04)
  })

  it('make the analysis of the month, as words and as a page for print; of the province with its cities', async () => {
    await openBooks()
    await settle(2)
    await workOut()
    const path = '/analyses/340100/resident/2025-01'
    const { body } = await office.get('maker', path)
    expect(body.title).toBe('合肥市城乡居民基本医疗保险基金运行分析（2025年1月）')
    expect(JSON.stringify(body.sections)).toContain('支出1.20万元')
    const page = await office.get('maker', path, { format: 'html' })
    const { headers, file } = page.body as unknown as { headers: Record<string, string>; file: string }
    expect(JSON.stringify(headers)).toContain('text/html')
    expect(Buffer.from(file, 'base64').toString()).toContain('<h1>合肥市城乡居民基本医疗保险基金运行分析')
    const ofProvince = await office.get('province', '/analyses/340000/resident/2025-01')
    expect(JSON.stringify(ofProvince.body.sections)).toContain('六、各市情况')
    expect((await office.get('maker', '/analyses/340000/resident/2025-01')).status).toBe(403)
    expect((await office.get('otherCity', path)).status).toBe(403)
  })

  it('cost the same however many claims there are: 3 of a month or 203', async () => {
    await openBooks()
    await office.deliver(contributionsReceived, contributionsOf(fund, [premium('P1', 40_000, '2025-01-10')]))
    const costOf = async (month: string, on: string) => {
      office.usage()
      await workOut(month, on)
      const { readUnits, writeUnits, roundTrips } = office.usage()
      return { readUnits, writeUnits, roundTrips }
    }
    await settle(3)
    // From the second time on the month is there, and is read to be replaced.
    await workOut()
    const few = await costOf('2025-01', '2025-02-05')
    await settle(200, 3)
    const many = await costOf('2025-01', '2025-02-06')
    expect(many).toEqual(few)
    expect(await valueOfCity('average-stay-cost')).toBe(1_000_000)
  })

  it('are refused before their month is over, unknown before they are worked out, and hidden from other cities', async () => {
    await openBooks()
    expect(await workOut('2025-01', '2025-01-31')).toMatchObject({
      status: 409,
      body: { code: 'indicator.month-open' },
    })
    const query = { month: '2025-01', scheme: 'resident' }
    expect(await office.get('maker', '/indicators', { ...query, city: fund.city })).toMatchObject({
      status: 404,
      body: { code: 'indicator.not-worked-out' },
    })
    const forbidden = { status: 403 }
    expect(await office.get('otherCity', '/indicators', { ...query, city: fund.city })).toMatchObject(
      forbidden,
    )
    expect(await office.get('maker', '/indicators', query)).toMatchObject(forbidden)
    const span = { city: fund.city, scheme: 'resident', from: '2025-03', to: '2025-01' }
    expect(await office.get('maker', '/indicators/readmission/history', span)).toMatchObject({
      status: 422,
      body: { code: 'indicator.span' },
    })
  })

  it('break an invariant when they are not what the ledger says, or when a month counts fewer claims by level', async () => {
    await openBooks()
    await settle(1)
    const february = {
      ...group([{ ...stay('F1'), settledOn: '2025-02-10' }], '2025-02', 'resident'),
      id: 'F',
    }
    await office.deliver(claimsSettled, february)
    await workOut('2025-02', '2025-03-03')
    const items = await office.recorded()
    const { invariants } = await import('../../../../services/budget/night/invariants.ts')
    const broken = (change: (item: (typeof items)[number]) => object) =>
      invariants.flatMap((invariant) => {
        const check = invariant.start()
        for (const item of items) check.see({ ...item, ...change(item) } as (typeof items)[number])
        return check.finish().violations.map((violation) => violation.invariant)
      })
    expect(broken(() => ({}))).toEqual([])
    const wrong = broken(({ kind, month, figures }) =>
      kind === 'indicator-month' && month === '2025-02'
        ? { figures: { ...Object(figures), balance: 1 } }
        : {},
    )
    expect(wrong).toEqual(['budget.indicators-are-the-ledger'])
    const fewer = broken(({ kind, period }) =>
      kind === 'fund-period' && period === '2025-02' ? { 'v-i3-claims': 0 } : {},
    )
    expect(fewer).toEqual(['budget.volumes-are-the-claims'])
  })
})
