import type { Day, FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear, lastDayOfYear } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { isInstitutionOf } from '#shared/kernel/institution-code.ts'
import { Exact } from '#shared/money/rate.ts'
import { refuse } from '../../refusals.ts'
import type { Agreement, Made, TermLimits, Terms } from './agreement.ts'
import { differentTerms } from './different-terms.ts'
import { outsideSharing } from './sharing-limits.ts'

const boundNames = ['pointCeiling', 'topUp', 'mostPaid', 'mostPaidByHead', 'coefficient'] as const

export type SignAgreement = {
  readonly institution: string
  readonly city: CityCode
  readonly year: FundYear
  readonly from: Day
  readonly to: Day
  readonly terms: Terms
  readonly signed: Signature
  readonly made: Made
  readonly limits: TermLimits
}

const article = '关于开展基本医疗保险付费总额控制的意见 三(六)、(七)'
const sharing = '关于开展基本医疗保险付费总额控制的意见 三(五)'

const above = (share: string, limit: string) => new Exact(share).greaterThan(limit)

/** The first bound that is wider than policy data lets it be, of all patients' and of one scheme's. */
const widerBound = ({ bounds, schemes }: Terms, limits: TermLimits['bounds']) => {
  const agreed = [
    { field: 'bounds', bounds },
    { field: 'schemes.employee.bounds', bounds: schemes?.employee?.bounds },
    { field: 'schemes.resident.bounds', bounds: schemes?.resident?.bounds },
  ]
  for (const { field, bounds: own } of agreed)
    for (const name of boundNames) {
      const value = own?.[name]
      if (value !== undefined && above(value, limits[name]))
        return refuse('agreement.bound-above-limit', {
          article: sharing,
          field: `${field}.${name}`,
          figures: { share: value, limit: limits[name] },
        })
    }
  return undefined
}

/** A band that lets a surplus be kept at a failing score. */
const keptWhenFailing = ({ surplusByScore = [] }: Terms, failingScore: string) => {
  const found = surplusByScore.find(
    ({ from, kept }) => !new Exact(kept).isZero() && above(failingScore, from),
  )
  return (
    found &&
    refuse('agreement.surplus-at-failing-score', {
      article: sharing,
      field: 'surplusByScore',
      figures: { from: found.from, limit: failingScore },
    })
  )
}

/** Why terms may not be agreed: more held back, advanced or paid than policy data allows. */
export const aboveLimits = (terms: Terms, limits: TermLimits) => {
  if (above(terms.depositShare, limits.depositShare))
    return refuse('agreement.deposit-above-limit', {
      article,
      field: 'depositShare',
      figures: { share: terms.depositShare, limit: limits.depositShare },
    })
  if (above(terms.workingCapitalShare, limits.workingCapitalShare))
    return refuse('agreement.working-capital-above-limit', {
      article,
      field: 'workingCapitalShare',
      figures: { share: terms.workingCapitalShare, limit: limits.workingCapitalShare },
    })
  return (
    widerBound(terms, limits.bounds) ??
    outsideSharing(terms, limits.sharing) ??
    keptWhenFailing(terms, limits.failingScore)
  )
}

/**
 * Signs a year's service agreement with an institution. The same agreement again changes nothing; another one for the same
 * year is refused: what was signed is amended.
 */
export const signAgreement = (command: SignAgreement, state: Agreement | undefined): Decision<Agreement> => {
  const { institution, city, year, from, to, terms, signed, made, limits } = command
  if (state) {
    const same = state.version === 1 && state.from === from && state.to === to
    return same && !differentTerms(state, terms)
      ? accept(state)
      : refuse('agreement.already-signed', { figures: { year, on: state.signed.on } })
  }
  if (from > to || from < firstDayOfYear(year) || to > lastDayOfYear(year))
    return refuse('agreement.outside-year', { field: 'from', figures: { year, from, to } })
  if (!isInstitutionOf(city, institution))
    return refuse('agreement.other-city-code', { field: 'institution', figures: { institution, city } })
  const refusal = aboveLimits(terms, limits)
  if (refusal) return refusal
  return accept({
    institution,
    city,
    year,
    version: 1,
    status: 'signed',
    from,
    to,
    ...terms,
    suspensions: [],
    signed,
    made,
    within: limits,
  })
}
