import { vi } from 'vitest'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { agreeOn } from '../agreement/signed-by-both.ts'
import { group, inpatientClaim } from '../claims.ts'
import { decideQuotas } from '../decided-quotas.ts'
import { byAverageCost, easyIndexes } from '../easy-indexes.ts'
import type { Office } from '../office.ts'
import { openBooksIn } from '../opening-books.ts'

export const fund = { city: '340100', scheme: 'employee' } as const
export const year = { ...fund, year: 2025 } as const
export const hospital = (n: number) => `H3401000${n}`

/** Groups of two diseases, and one for the rest; a point is paid with 50 yuan until the year is cleared. */
export const groupTable = {
  tableId: 'DIP-2025',
  method: 'dip',
  title: 'Disease list of 2025',
  prepaidPerPoint: '50',
  groups: [
    { group: 'OTHER', points: '90', mean: 900_000 },
    { group: 'J18', diagnosis: 'J18', points: '100', mean: 1_000_000 },
    { group: 'K35', diagnosis: 'K35', procedure: '47', points: '120', mean: 1_200_000 },
  ],
}

const byItem = { kind: 'by-item' } as const
const dip = { kind: 'dip', groups: 'DIP-2025' } as const
const terms = {
  methods: { inpatient: byItem, outpatient: byItem },
  overspend: [
    { upTo: '0.05', fund: '0.60' },
    { upTo: '0.10', fund: '0.50' },
  ],
  surplus: [{ kept: '0.30' }],
  surplusCap: '0.03',
  depositShare: '0.05',
  workingCapitalShare: '0',
  indexes: easyIndexes,
  depositReturn: [
    { from: '80', returned: '1' },
    { from: '0', returned: '0' },
  ],
}

/** The first is assessed by what its stays cost on average, and has working capital; the last two are paid by points. */
export const agreed = [
  {
    institution: hospital(1),
    terms: {
      ...terms,
      workingCapitalShare: '0.02',
      // Ten thousand on average are a third of 60 points: with the 40 of the others they make 60.
      indexes: byAverageCost('8000', '11000'),
      depositReturn: [
        { from: '80', returned: '1' },
        { from: '60', returned: '0.5' },
        { from: '0', returned: '0' },
      ],
    },
  },
  { institution: hospital(2), terms },
  { institution: hospital(3), terms: { ...terms, methods: { inpatient: dip, outpatient: byItem } } },
  { institution: hospital(4), terms: { ...terms, methods: { inpatient: dip, outpatient: byItem } } },
]

const medical = (personId: string, diagnosis = 'J18.9') => ({
  personId,
  diagnosis,
  admittedOn: '2025-01-10',
  dischargedOn: '2025-01-20',
})
export const stay = (
  claimId: string,
  institution: string,
  more: Partial<SettledClaim> = {},
  diagnosis?: string,
): SettledClaim => ({
  ...inpatientClaim(claimId, institution),
  medical: medical(`P-${claimId}`, diagnosis),
  ...more,
})

/** Each stay of 10,000 yuan of which the pool owes 6,000; the last one cost two and a half times its group's mean. */
export const claims = [
  stay('A1', hospital(1)),
  stay('A2', hospital(1)),
  stay('B1', hospital(2)),
  stay('C1', hospital(3)),
  stay('D1', hospital(4), { total: 2_500_000, inScope: 2_400_000, cash: 1_720_000 }),
]

/** Posted in December, which is the month that a year is settled by here: months with care are settled in their order. */
export const post = (office: Office, posted: readonly SettledClaim[], month = '2025-12') =>
  office.deliver(claimsSettled, group(posted, month))

/** One person of the province proposes a table of groups, another approves it. */
export const publishTable = async (office: Office, table: { readonly tableId: string } = groupTable) => {
  const { digest } = (await office.post('province', '/group-tables', table)).body
  return office.post('provinceApprover', `/group-tables/${table.tableId}/approval`, { digest })
}

/** A fund with money, quotas of 10,000 yuan each, and agreements. */
export const openYear = async (office: Office, pooledBalance = 100_000_000) => {
  await openBooksIn(office, { ...year, pooledBalance, accountBalance: 0 })
  await publishTable(office)
  await agreeOn(office, {
    city: fund.city,
    year: 2025,
    on: '2024-12-20',
    agreements: agreed,
  })
  await decideQuotas(office, {
    ...year,
    target: 4_000_000,
    institutions: [1, 2, 3, 4].map((n) => ({ institution: hospital(n), weight: 1 })),
  })
}

export const settle = async (office: Office, month = '2025-12', on = '2026-01-10') => {
  const answer = await office.post('maker', '/monthly-settlements', { ...fund, month, on })
  await office.doWork()
  return answer
}

export const advance = async (office: Office) => {
  const answer = await office.post('maker', '/advances', { ...year, on: '2025-01-05' })
  await office.doWork()
  return answer
}
export const assess = async (office: Office, on = '2026-02-01') => {
  const answer = await office.post('maker', '/assessments', { ...year, on })
  await office.doWork()
  return answer
}
/** Does something as if it were a day: institutions have their days to dispute from the day on which they really can. */
export const onDay = async <Result>(day: string, work: () => Promise<Result>): Promise<Result> => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${day}T09:00:00+08:00`) })
  try {
    return await work()
  } finally {
    vi.useRealTimers()
  }
}
export const propose = async (office: Office) => {
  const answer = await onDay('2026-03-01', () =>
    office.post('maker', '/clearings', { ...year, on: '2026-03-01' }),
  )
  await office.doWork()
  return answer
}
export const lock = async (
  office: Office,
  on = '2026-03-20',
  by: 'maker' | 'checker' | 'province' = 'checker',
) => {
  const answer = await office.post(by, '/clearing-locks', { ...year, on })
  await office.doWork()
  return answer
}

/** A settled year, its institutions assessed. */
export const settledYear = async (office: Office) => {
  await openYear(office)
  await advance(office)
  await post(office, claims)
  await settle(office)
}

export const statementOf = async (office: Office, n: number) =>
  (await office.get('maker', `/clearings/340100/employee/2025/${hospital(n)}`)).body as Record<
    string,
    Record<string, unknown>
  >
