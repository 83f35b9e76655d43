import type { Day } from '#shared/calendar/day.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Institution } from '../../institution/rules/institution.ts'
import type { InsuredYear, Spell } from '../../insured-year/rules/insured-year.ts'
import { spellOn } from '../../insured-year/rules/insured-year.ts'
import { refusal } from '../../refusals.ts'
import { refuseInstitution } from './claim-checks.ts'

/** Whether benefits may be claimed on a day at an institution: by which spell, or why not. */
export type BenefitCheck =
  | { readonly enjoyed: true; readonly spell: Spell }
  | { readonly enjoyed: false; readonly refusal: Refusal }

/** Checks what a settlement on the day would be refused for before any cost is known. */
export const checkBenefit = (
  state: InsuredYear,
  institution: Institution | undefined,
  { on, scheme }: { readonly on: Day; readonly scheme?: Scheme },
): BenefitCheck => {
  const refused = refuseInstitution(institution, on)
  if (refused) return { enjoyed: false, refusal: refused }
  const spell = spellOn(state, on)
  if (!spell) return { enjoyed: false, refusal: refusal('person.not-entitled', { figures: { on } }) }
  return scheme === undefined || scheme === spell.scheme
    ? { enjoyed: true, spell }
    : { enjoyed: false, refusal: refusal('claim.other-scheme', { figures: { scheme: spell.scheme } }) }
}
