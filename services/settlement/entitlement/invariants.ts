import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { gatherClaimFiles } from '../insured-year/invariants/claim-files.ts'
import { yearIn } from '../insured-year/records/insured-year-item.ts'
import type { ClaimSettled } from '../insured-year/rules/claim-events.ts'
import type { Spell } from '../insured-year/rules/insured-year.ts'
import { citiesOf } from '../insured-year/rules/insured-year.ts'
import { yearName } from '../insured-year/rules/recorded-year.ts'
import { retroactiveYearOf } from '../keys.ts'
import { withdrawals } from './withdrawal-item.ts'

const id = 'settlement.entitlement'

const isCovered = (claim: ClaimSettled, spells: readonly Spell[]): boolean =>
  spells.some(
    ({ scheme, city, from, to }) =>
      scheme === claim.scheme && city === claim.city && from <= claim.servedOn && claim.servedOn <= to,
  )

/**
 * Every standing claim against the entitlement of its day. One settled in good faith on a day that was later taken back
 * stands, as long as the withdrawal is on record.
 */
export const entitlement: Invariant = {
  id,
  number: 5,
  rule: 'every standing claim lies within an entitlement of its scheme and city, unless that was withdrawn later on record; a year of which all was withdrawn stays the last city’s',
  start: () => {
    const claims = gatherClaimFiles()
    const spells = new Map<string, Spell[]>()
    const ownerless = new Set<string>()
    const withdrawn = new Set<string>()
    const know = (where: string, more: readonly Spell[]): void => {
      spells.set(where, [...(spells.get(where) ?? []), ...more])
    }
    return {
      see: (item) => {
        const year = yearIn(item)?.state
        if (year) know(yearName(year), year.spells)
        if (year && citiesOf(year).length === 0) ownerless.add(yearName(year))
        if (withdrawals.is(item)) {
          know(yearName(retroactiveYearOf(item)), withdrawals.from(item).before)
          withdrawn.add(yearName(retroactiveYearOf(item)))
        }
        claims.see(item)
      },
      finish: () => {
        const standing = [...claims.files().values()]
          .filter(({ isReversed, stands }) => !isReversed && stands.isPaid)
          .map(({ stands }) => stands.claim)
        const violations = standing
          .filter((claim) => !isCovered(claim, spells.get(yearName(claim)) ?? []))
          .map(
            ({ claimId, servedOn }): Violation => ({
              invariant: id,
              where: claimId,
              what: 'the person was not entitled on the day of service',
              figures: { servedOn },
            }),
          )
        const lost = [...withdrawn]
          .filter((year) => ownerless.has(year))
          .map((where): Violation => {
            const what = 'whoever lost all entitlement belongs to no city'
            return { invariant: id, where, what }
          })
        return { checked: standing.length, violations: [...violations, ...lost] }
      },
    }
  },
}
