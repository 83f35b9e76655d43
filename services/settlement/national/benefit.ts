import type { Day } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { nationalSchemeCode } from '#shared/kernel/scheme.ts'
import type { BenefitCheck } from '../claim/rules/benefit-check.ts'
import { checkBenefit } from '../claim/rules/benefit-check.ts'
import { findInstitutionOn } from '../claim/sender.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import { refusal, refusalText } from '../refusals.ts'
import type { NationalEffects } from './effects.ts'

/** What is recorded of a person's year, or that nothing is. */
export const findPerson = async (
  personId: string,
  on: Day,
  { claims, meter }: NationalEffects,
): Promise<Decision<RecordedYear>> => {
  const year = await claims.findYear({ personId, year: yearOf(on) })
  meter('read-insured-year', 1)
  return year
    ? accept(year)
    : { status: 'refused', refusal: refusal('person.unknown', { field: 'personId' }) }
}

/** Checks a person's benefits on a day at an institution. */
export const benefitOf = async (
  { state }: RecordedYear,
  institution: string,
  of: { readonly on: Day; readonly scheme?: Scheme },
  effects: NationalEffects,
): Promise<BenefitCheck> => checkBenefit(state, await findInstitutionOn(institution, of.on, effects), of)

const poolCodes: Readonly<Record<Scheme, string>> = { employee: '310100', resident: '390100' }

/** A check as a row of `trtinfo`. */
export const toTrtinfo = (personId: string, check: BenefitCheck): Record<string, string> =>
  check.enjoyed
    ? {
        psn_no: personId,
        insutype: nationalSchemeCode[check.spell.scheme],
        fund_pay_type: poolCodes[check.spell.scheme],
        trt_enjymnt_flag: '1',
        begndate: check.spell.from,
        enddate: check.spell.to,
        insuplc_admdvs: check.spell.city,
        trt_chk_rslt: '',
      }
    : { psn_no: personId, trt_enjymnt_flag: '0', trt_chk_rslt: refusalText(check.refusal.code, 'zh') }
