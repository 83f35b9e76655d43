import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { fen } from '#shared/money/fen.ts'
import type { Agreement } from '../agreement/rules/agreement.ts'
import { termsFor } from '../agreement/rules/agreement.ts'
import type { Method } from '../agreement/rules/payment-terms.ts'
import { readAgreements } from '../agreement/store.ts'
import { readmissionAt } from '../claims/rules/readmission.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { casesOfYear } from '../payment-method/cases.ts'
import { pointsTables } from '../payment-method/points-tables.ts'
import type { Case } from '../payment-method/rules/case.ts'
import { deductionOf, pointsOfCase } from '../payment-method/rules/points.ts'
import type { PointsTables } from '../payment-method/rules/prepay.ts'
import type { Assessment } from './rules/assessment.ts'
import { scoreOf } from './rules/score.ts'
import type { Readmission } from './rules/tally-cases.ts'
import { tallyCases } from './rules/tally-cases.ts'
import { assessmentVersions, assessmentWrite } from './store.ts'

/** What one unit of an assessment is told. */
export type AssessmentInput = {
  readonly fund: Fund
  readonly year: FundYear
  readonly on: Day
  readonly institutions: readonly string[]
}

export const assessmentTask = 'assessment'

const mostReviewsNamed = 50

type Methods = { readonly inpatient: Method; readonly outpatient: Method }
const byItem: Methods = { inpatient: { kind: 'by-item' }, outpatient: { kind: 'by-item' } }
const methodsOf = (agreement: Agreement | undefined, { scheme }: Fund): Methods =>
  agreement ? termsFor(agreement, scheme).methods : byItem

/** Counts the points of an institution's cases one by one. */
const countPoints = (methods: Methods, tables: PointsTables) => {
  const points = { inpatient: 0, outpatient: 0 }
  const deductions = { inpatient: 0, outpatient: 0 }
  const reviews = new Map<string, number>()
  return {
    add: (each: Case) => {
      const method = methods[each.care]
      if (!('groups' in method)) return
      const counted = pointsOfCase(each, tables(method.groups))
      points[each.care] += counted.points
      deductions[each.care] = fen(deductions[each.care] + deductionOf(each))
      if (counted.review) reviews.set(each.claimId, (reviews.get(each.claimId) ?? 0) + each.sign)
    },
    counted: () => {
      const open = [...reviews].flatMap(([claimId, cases]) => (cases > 0 ? [claimId] : [])).sort()
      return { points, deductions, openReviews: open.length, reviewClaims: open.slice(0, mostReviewsNamed) }
    },
  }
}

/** Assesses an institution's year from its cases, which are never all in memory. */
const assess = async (
  { store }: Effects,
  { fund, year, on }: AssessmentInput,
  institution: string,
  given: { agreement: Agreement | undefined; tables: PointsTables; readmission: Readmission },
): Promise<Assessment> => {
  const { agreement, tables, readmission } = given
  const tally = tallyCases(readmission)
  const count = countPoints(methodsOf(agreement, fund), tables)
  for await (const each of casesOfYear(store, fund, institution, year)) {
    tally.add(each)
    count.add(each)
  }
  const figures = tally.figures()
  return {
    institution,
    year,
    agreementVersion: agreement?.version ?? 0,
    figures,
    ...scoreOf(agreement?.indexes ?? [], figures),
    ...count.counted(),
    assessedOn: on,
  }
}

/** The institutions that a unit of an assessment is about. */
export const assessedBy = (unit: RunUnit): AssessmentInput => inputOf<AssessmentInput>(unit)

/** Assesses a group of institutions and writes what they come to together with the completion of the unit. */
export const assessUnit = async (effects: Effects, unit: RunUnit): Promise<void> => {
  const { store, policy } = effects
  const input = assessedBy(unit)
  const { fund, year, on, institutions } = input
  const readmission = readmissionAt(policy(), { on, city: fund.city })
  await retryConflicts(async () => {
    if (await isUnitDone(store, unit)) return true
    const agreements = await readAgreements(store, fund.city, year, institutions)
    const methods = agreements.flatMap((agreement) => Object.values(methodsOf(agreement, fund)))
    const tables = await pointsTables(effects, input, methods)
    const versions = await assessmentVersions(store, fund, year, institutions)
    const assessments = await Promise.all(
      institutions.map((institution, index) =>
        assess(effects, input, institution, { agreement: agreements[index], tables, readmission }),
      ),
    )
    const written = await store.write([
      ...assessments.map((assessment, index) => assessmentWrite(fund, assessment, versions[index] ?? 0)),
      ...completeUnit(unit, { institutions: institutions.length }),
    ])
    return written.status === 'written' || undefined
  })
}
