import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Agreement } from '../agreement/rules/agreement.ts'
import { termsFor } from '../agreement/rules/agreement.ts'
import { readAgreements, readAgreementVersion } from '../agreement/store.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { clearingTerms, usualClearing } from './clearing-terms.ts'
import type { ClearInstitution } from './rules/clear-institution.ts'
import { clearInstitution } from './rules/clear-institution.ts'
import type { ClearingStatement } from './rules/statement.ts'
import { clearingWrite } from './store.ts'

/** An institution's year as it is to be cleared, without what was agreed, which is read where it is cleared. */
export type YearToClear = Omit<ClearInstitution, 'terms'> & {
  readonly institution: string
  /** The version it is cleared by, whatever is amended meanwhile; 0 where there is none. */
  readonly agreementVersion: number
}

/** What one unit of a clearing is told. */
export type ProposalInput = {
  readonly fund: Fund
  readonly year: FundYear
  readonly on: Day
  readonly by: string
  readonly answerBy: Day
  /** Absent of runs that an earlier release started. */
  readonly told?: Day
  readonly answerDays?: number
  readonly years: readonly YearToClear[]
}

export const clearingTask = 'clearing'

export const proposedBy = (unit: RunUnit): ProposalInput => inputOf<ProposalInput>(unit)

/** The agreements by which institutions are cleared, in their order. */
const agreementsOf = async (
  store: Store,
  { fund: { city }, year, years }: YearsOfFund,
): Promise<(Agreement | undefined)[]> => {
  const institutions = years.map(({ institution }) => institution)
  const current = await readAgreements(store, city, year, institutions)
  return Promise.all(
    years.map(({ institution, agreementVersion }, index) =>
      current[index] === undefined || current[index].version === agreementVersion
        ? current[index]
        : readAgreementVersion(store, city, year, institution, agreementVersion),
    ),
  )
}

type YearsOfFund = Pick<ProposalInput, 'fund' | 'year' | 'years'>

/** Clears a group of institutions, each by the version of its agreement that it is cleared by; nothing is written. */
export const clearYears = async ({ store, policy }: Pick<Effects, 'store' | 'policy'>, of: YearsOfFund) => {
  const { fund, year, years } = of
  const usual = usualClearing(policy(), fund, year)
  const agreements = await agreementsOf(store, of)
  return years.map(({ institution, agreementVersion, ...figures }, index) => {
    const agreement = agreements[index]
    const agreed = agreement ? termsFor(agreement, fund.scheme) : usual.terms
    const basis: ClearInstitution = { ...figures, terms: clearingTerms(agreed, usual) }
    return { institution, year, agreementVersion, basis, cleared: clearInstitution(basis) }
  })
}

/** Clears a group of institutions and writes their statements as proposed, together with the completion of the unit. */
export const proposeUnit = async (effects: Effects, unit: RunUnit): Promise<void> => {
  const { store } = effects
  const input = proposedBy(unit)
  const { fund, on, by, answerBy, told, answerDays, years } = input
  const statements = (await clearYears(effects, input)).map(
    (cleared): ClearingStatement => ({
      ...cleared,
      proposed: { by, on },
      answerBy,
      ...(told === undefined ? {} : { told }),
      ...(answerDays === undefined ? {} : { answerDays }),
      state: 'proposed',
    }),
  )
  const written = await store.write([
    ...statements.map((statement) => clearingWrite(fund, statement, 0)),
    ...completeUnit(unit, { institutions: years.length }),
  ])
  must(
    written.status === 'written' || (await isUnitDone(store, unit)),
    'clearing.not-proposed',
    'statements stood there before they were proposed',
    { unit: unit.unitId },
  )
}
