import type { Month } from '#shared/calendar/day.ts'
import { addMonths, lastDayOf, monthsOf } from '#shared/calendar/day.ts'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import type { RequestMeter, Usage } from '#shared/edge/store/request-meter.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { allocate } from '#shared/money/allocate.ts'
import { postClaims } from '../../services/budget/claims/post-claims.ts'
import type { BenchTable } from './bench-table.ts'
import { openBenchTable } from './bench-table.ts'
import type { BudgetOffice } from './budget-office.ts'
import { openBudgetOffice } from './budget-office.ts'

const year = 2025
const scheme = 'employee' as const
const claimsAtOnce = 20
const basic = 600_000

type City = { readonly city: CityCode; readonly institutions: readonly string[] }

type Target = { readonly amounts: { readonly inpatient: number } }
type Decision = { readonly number: number; readonly planId: string }

/** So many institutions spread evenly over the sixteen cities. */
const spread = (institutions: number): City[] =>
  cities.map(({ code: city }, index) => {
    const count =
      Math.floor((institutions * (index + 1)) / cities.length) -
      Math.floor((institutions * index) / cities.length)
    return {
      city,
      institutions: Array.from({ length: count }, (_, n) => `H${city}${String(n).padStart(5, '0')}`),
    }
  })

const claim = (institution: string, month: Month): SettledClaim => ({
  claimId: `${institution}-${month}`,
  institution,
  care: 'inpatient',
  settledOn: `${month}-20`,
  total: 1_000_000,
  inScope: 900_000,
  basic,
  seriousIllness: 0,
  medicalAid: 0,
  supplement: 0,
  account: 0,
  cash: 400_000,
  medical: {
    personId: `P-${institution}`,
    diagnosis: 'J18.9',
    admittedOn: `${month}-10`,
    dischargedOn: `${month}-20`,
  },
})

/** A fund with enough money, quotas somewhat below what is claimed, and the model agreement with everybody. */
const prepare = async (office: BudgetOffice, { city, institutions }: City): Promise<void> => {
  const target = Math.round(institutions.length * 12 * basic * 0.98)
  const planned = Math.ceil(target / 0.97)
  const fund = { city, scheme, year }
  const ofYear = `${city}/${scheme}/${year}`
  const balances = { year, pooledBalance: target * 2, accountBalance: 0 }
  await office.command('openings', { ...fund, ...balances })
  await office.command(`openings/${city}/${scheme}/approval`, balances, 'reviewer')
  for (const some of inPieces(institutions, 50)) {
    await office.command('agreements', {
      city,
      year,
      on: `${year - 1}-12-20`,
      agreements: some.map((institution) => ({ institution })),
    })
    for (const institution of some)
      await office.command(
        `agreements/${city}/${year}/${institution}/proposal/signature`,
        { number: 1 },
        { sub: `clerk-${institution}`, scope: 'institution', division: city, institution },
      )
  }
  await office.command('budgets', {
    ...{ ...fund, openingBalance: target * 2, income: { 'employer-premium': planned } },
    expenditure: { inpatient: planned },
  })
  await office.command(`budgets/${ofYear}/review`, {}, 'reviewer')
  await office.command(`budgets/${ofYear}/approval`, {}, 'approver')
  await office.command('targets', { ...fund, deductions: [] })
  const { amounts } = await office.command<Target>(`targets/${ofYear}/approval`, {}, 'reviewer')
  const shares = allocate(
    amounts.inpatient,
    institutions.map(() => '1'),
  )
  const { number, planId } = await office.command<Decision>('quota-decisions', {
    ...{ ...fund, reason: 'a year to be measured', document: 'bench' },
    quotas: institutions.map((institution, index) => ({
      institution,
      amounts: { inpatient: shares[index] ?? 0, outpatient: 0 },
    })),
  })
  await office.command(`quota-decisions/${ofYear}/${number}/approval`, { planId }, 'approver')
}

const post = async (store: Store, { city, institutions }: City, month: Month): Promise<void> => {
  for (const some of inPieces(institutions, claimsAtOnce))
    await postClaims(store, {
      fund: { city, scheme },
      month,
      on: lastDayOf(month),
      source: `bench-${some[0]}-${month}`,
      claims: some.map((institution) => claim(institution, month)),
      readmittedWithin: 0,
    })
}

type Measurement = Usage & { readonly seconds: number }
const none: Measurement = { roundTrips: 0, readUnits: 0, writeUnits: 0, seconds: 0 }

const addMeasurements = (one: Measurement, other: Measurement): Measurement => ({
  roundTrips: one.roundTrips + other.roundTrips,
  readUnits: one.readUnits + other.readUnits,
  writeUnits: one.writeUnits + other.writeUnits,
  seconds: one.seconds + other.seconds,
})

const measure = async (meter: RequestMeter, work: () => Promise<unknown>): Promise<Measurement> => {
  meter.drain()
  const start = performance.now()
  await work()
  return { ...meter.drain(), seconds: (performance.now() - start) / 1000 }
}

/** The most memory that was in use when a unit was done. */
const memoryWatch = () => {
  let peak = 0
  return {
    look: () => {
      peak = Math.max(peak, process.memoryUsage().heapUsed)
    },
    megabytes: () => Math.round(peak / 1024 / 1024),
  }
}

const settleYear = async (
  { store, meter }: BenchTable,
  office: BudgetOffice,
  all: readonly City[],
  look: () => void,
) => {
  let settled = none
  for (const month of monthsOf(year)) {
    for (const city of all) await post(store, city, month)
    const run = await measure(meter, async () => {
      for (const { city } of all)
        await office.command('monthly-settlements', { city, scheme, month, on: `${addMonths(month, 1)}-05` })
      await office.work(look)
    })
    settled = addMeasurements(settled, run)
  }
  return settled
}

const clearingSteps = [
  ['assessments', `${year + 1}-03-01`, 'clerk'],
  ['clearings', `${year + 1}-03-10`, 'clerk'],
  ['clearing-locks', `${year + 1}-04-20`, 'reviewer'],
] as const

const clearYear = async (
  { meter }: BenchTable,
  office: BudgetOffice,
  all: readonly City[],
  look: () => void,
) => {
  let cleared = none
  for (const [step, on, by] of clearingSteps) {
    const run = await measure(meter, async () => {
      for (const { city } of all) await office.command(step, { city, scheme, year, on }, by)
      await office.work(look)
    })
    cleared = addMeasurements(cleared, run)
  }
  return cleared
}

const measureYear = async (institutions: number) => {
  const table = await openBenchTable()
  try {
    const office = openBudgetOffice(table.store)
    const memory = memoryWatch()
    const all = spread(institutions)
    for (const city of all) await prepare(office, city)
    const settled = await settleYear(table, office, all, memory.look)
    const cleared = await clearYear(table, office, all, memory.look)
    return { settled, cleared, megabytes: memory.megabytes() }
  } finally {
    await table.stop()
  }
}

const twoPlaces = (figure: number): number => Math.round(figure * 100) / 100

/** What monthly settlement and clearing cost with so many institutions, and with half of them: on the local database alone. */
export const measureInstitutions = async (institutions: number): Promise<Record<string, number>> => {
  const half = await measureYear(Math.floor(institutions / 2))
  const whole = await measureYear(institutions)
  const months = institutions * 12
  return {
    institutions,
    settlementWriteUnitsPerInstitutionMonth: twoPlaces(whole.settled.writeUnits / months),
    settlementReadUnitsPerInstitutionMonth: twoPlaces(whole.settled.readUnits / months),
    settlementRoundTripsPerInstitutionMonth: twoPlaces(whole.settled.roundTrips / months),
    settlementSeconds: Math.round(whole.settled.seconds),
    settlementUnitsWhenDoubled: twoPlaces(
      (whole.settled.writeUnits + whole.settled.readUnits) /
        (half.settled.writeUnits + half.settled.readUnits),
    ),
    clearingWriteUnitsPerInstitution: twoPlaces(whole.cleared.writeUnits / institutions),
    clearingReadUnitsPerInstitution: twoPlaces(whole.cleared.readUnits / institutions),
    clearingSeconds: Math.round(whole.cleared.seconds),
    clearingUnitsWhenDoubled: twoPlaces(
      (whole.cleared.writeUnits + whole.cleared.readUnits) /
        (half.cleared.writeUnits + half.cleared.readUnits),
    ),
    peakHeapMegabytes: whole.megabytes,
    peakHeapMegabytesOfHalf: half.megabytes,
  }
}
