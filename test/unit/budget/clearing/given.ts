import type {
  CareYear,
  ClearInstitution,
  ClearingTerms,
} from '../../../../services/budget/clearing/rules/clear-institution.ts'
import { clearInstitution } from '../../../../services/budget/clearing/rules/clear-institution.ts'

/** The band tables that were read: what is shared of overspending and kept of a surplus. */
export const bandTables = {
  shenzhen: {
    overspend: [{ upTo: '0.05', fund: '0.60' }, { upTo: '0.10', fund: '0.50' }, { fund: '0' }],
    surplus: [{ kept: '0' }],
    depositReturn: [{ from: '0', returned: '1' }],
  },
  half: {
    overspend: [{ upTo: '0.20', fund: '0.50' }],
    surplus: [{ kept: '0.30' }],
    surplusCap: '0.03',
    depositReturn: [
      { from: '90', returned: '1' },
      { from: '80', returned: '0.8' },
      { from: '0', returned: '0' },
    ],
  },
  employees: {
    overspend: [{ fund: '0' }],
    surplus: [{ kept: '0.30' }],
    depositReturn: [{ from: '0', returned: '1' }],
  },
  residents: {
    overspend: [{ fund: '0' }],
    surplus: [{ kept: '0.20' }],
    depositReturn: [{ from: '0', returned: '1' }],
  },
} as const satisfies Record<string, ClearingTerms>

const nothing: CareYear = { accrued: 0, final: 0, banded: true, quota: 0 }

type YearInput = {
  readonly quota: number | null
  readonly actual: number
  readonly terms?: ClearingTerms
  readonly outpatient?: CareYear
} & Partial<Omit<ClearInstitution, 'terms' | 'care'>>

/** A year of stays paid by item, as its months settled it: within the quota paid, the rest suspended. */
export const yearOf = ({
  quota,
  actual,
  terms = bandTables.shenzhen,
  outpatient,
  ...more
}: YearInput): ClearInstitution => {
  const other = outpatient ?? { ...nothing, quota: quota === null ? null : 0 }
  const accrued = actual + other.accrued
  const whole = quota === null ? accrued : quota + (other.quota ?? 0)
  const within = Math.min(accrued, whole)
  return {
    terms,
    care: { inpatient: { accrued: actual, final: actual, banded: true, quota }, outpatient: other },
    within,
    suspended: accrued - within,
    deposits: 0,
    advance: 0,
    recovered: 0,
    growth: '0',
    score: '100',
    adjustment: 0,
    ...more,
  }
}

export const cleared = (given: YearInput) => clearInstitution(yearOf(given))
