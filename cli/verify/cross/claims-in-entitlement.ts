import type { RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { gatherClaimFiles } from '../../../services/settlement/insured-year/invariants/claim-files.ts'
import { yearIn } from '../../../services/settlement/insured-year/records/insured-year-item.ts'
import { yearName } from '../../../services/settlement/insured-year/rules/recorded-year.ts'
import type { CrossCheck } from '../check.ts'

const id = 'cross.claims-in-entitlement'

type Spell = { readonly scheme: string; readonly city: string; readonly from: string; readonly to: string }
type Coverage = {
  readonly insured: { readonly personId: string }
  readonly entitlements: readonly { readonly spells: readonly Spell[] }[]
}
type Claim = {
  readonly claimId: string
  readonly personId: string
  readonly year: number
  readonly servedOn: string
} & Pick<Spell, 'scheme' | 'city'>

/**
 * No claim that stands was served outside an entitlement as enrollment itself has it. Where a refund took days back after
 * they were claimed on, its year is due for another look from that day on: the correction is open.
 */
export const claimsInEntitlement: CrossCheck = {
  id,
  number: 5,
  rule: 'no standing claim lies outside an entitlement of its person as enrollment has it, or its correction is open',
  start: () => {
    const spells = new Map<string, readonly Spell[]>()
    const claims = gatherClaimFiles()
    const dueFrom = new Map<string, string>()
    const isDue = ({ personId, year, servedOn }: Claim): boolean => {
      const from = dueFrom.get(yearName({ personId, year }))
      return from !== undefined && from <= servedOn
    }
    const isCovered = ({ personId, scheme, city, servedOn }: Claim): boolean =>
      (spells.get(personId) ?? []).some(
        (spell) =>
          spell.scheme === scheme && spell.city === city && spell.from <= servedOn && servedOn <= spell.to,
      )
    return {
      see: (service, item) => {
        if (service === 'enrollment' && item.kind === 'coverage') {
          const { insured, entitlements } = item as RecordedItem & Coverage
          spells.set(
            insured.personId,
            entitlements.flatMap((entitlement) => entitlement.spells),
          )
        }
        if (service !== 'settlement') return
        claims.see(item)
        const recorded = yearIn(item)
        const due = recorded?.trail.due.entitlement
        if (recorded && due !== undefined) dueFrom.set(yearName(recorded.state), due)
      },
      finish: () => {
        const standing = [...claims.files().values()]
          .filter(({ isReversed, stands }) => !isReversed && stands.isPaid)
          .map(({ stands }): Claim => stands.claim)
        const violations = standing
          .filter((claim) => !isCovered(claim) && !isDue(claim))
          .map(
            ({ claimId, servedOn }): Violation => ({
              invariant: id,
              where: claimId,
              what: 'enrollment has no entitlement on the day of service',
              figures: { servedOn },
            }),
          )
        return { checked: standing.length, violations }
      },
    }
  },
}
