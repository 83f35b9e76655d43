import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { RecordedClaim } from '../../insured-year/records/claim-item.ts'
import { settledIn } from '../../insured-year/records/claim-item.ts'
import { reversalIn } from '../../insured-year/records/reversal-item.ts'
import type { ClaimReversed } from '../../insured-year/rules/claim-events.ts'
import { institutionOfSender, senderIn } from '../../insured-year/sent-by.ts'
import type { HeldClaim } from '../held-claims.ts'
import { heldRecords } from '../held-claims.ts'

const id = 'settlement.claims-are-their-institutions'

/** Whether somebody of the institution sent it; what earlier releases recorded says only that an institution did. */
const isOwn = (by: string, institution: string): boolean =>
  senderIn(by).scope === 'institution' && (institutionOfSender(by) ?? institution) === institution

/** What is wrong with a claim that an office settled: it has to be what the institution sent, reviewed by another person. */
const reviewFaults = ({ claim, by = '', sentAs }: RecordedClaim, held: HeldClaim | undefined): string[] => {
  if (sentAs === undefined || !isOwn(sentAs, claim.institution)) return ['nobody of its institution sent it']
  if (held?.institution !== claim.institution || held.by !== sentAs)
    return ['it was reviewed, and what its institution sent is not on record']
  // Reviewed in the next month, it would be paid by another month's funds and terms.
  if (held.settledOn !== claim.settledOn) return ['it counts on another day than its institution sent it']
  const reviewer = senderIn(by).subject
  const hands = [senderIn(sentAs).subject, ...held.behind]
  return hands.some((hand) => isSamePerson(hand, reviewer)) ? ['who sent it reviewed it'] : []
}

const claimFaults = (recorded: RecordedClaim, held: HeldClaim | undefined): string[] => {
  const { by, claim } = recorded
  return by === undefined || isOwn(by, claim.institution) ? [] : reviewFaults(recorded, held)
}

const reversalFaults = ({ by, institution }: ClaimReversed): string[] =>
  by === undefined || isOwn(by, institution) ? [] : ['nobody of its institution sent it']

/** What was recorded before senders were kept says nothing of them. */
export const claimsAreTheirInstitutions: Invariant = {
  id,
  number: 10,
  rule: 'every claim and every reversal was sent by its institution; one that its city settled as reviewed was first sent by the institution and held, and reviewed by another person',
  start: () => {
    const claims: RecordedClaim[] = []
    const reversals: ClaimReversed[] = []
    const held = new Map<string, HeldClaim>()
    return {
      see: (item: RecordedItem) => {
        const claim = settledIn(item)
        if (claim) claims.push(claim)
        const reversal = reversalIn(item)
        if (reversal) reversals.push(reversal)
        if (heldRecords.is(item)) {
          const each = heldRecords.from(item)
          held.set(each.claimId, each)
        }
      },
      finish: () => {
        const violation =
          (where: string) =>
          (what: string): Violation => ({ invariant: id, where, what })
        const ofClaims = claims.flatMap((recorded) => {
          const { claimId } = recorded.claim
          return claimFaults(recorded, held.get(claimId)).map(violation(claimId))
        })
        const ofReversals = reversals.flatMap((each) => reversalFaults(each).map(violation(each.reversalId)))
        return { checked: claims.length + reversals.length, violations: [...ofClaims, ...ofReversals] }
      },
    }
  },
}
