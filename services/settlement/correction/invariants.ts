import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { claimFaults, identityFaults } from '../claim/invariants/identities.ts'
import type { ClaimFile } from '../insured-year/invariants/claim-files.ts'
import { gatherClaimFiles } from '../insured-year/invariants/claim-files.ts'
import { correctionIdOf } from '../insured-year/records/correction-item.ts'

const id = 'settlement.corrections'

const standingFaults = ({ stands: { claim, isPaid } }: ClaimFile): string[] => {
  const amounts = Object.entries(claim.amounts)
  if (!isPaid)
    return amounts.some(([, amount]) => amount !== 0) ? ['nothing is paid of it, yet an amount is left'] : []
  const negative = amounts.filter(([, amount]) => amount < 0).map(([name]) => `${name} is below zero`)
  return [...claimFaults(claim), ...negative].map((what) => `as it stands: ${what}`)
}

const faultsOf = (file: ClaimFile): string[] => [
  ...file.corrections
    .filter(({ sequence }, index) => sequence !== index + 1)
    .map(({ sequence }) => `correction ${sequence} does not follow the one before it`),
  ...file.corrections
    .filter(({ correctedOn }) => correctedOn < file.claim.settledOn)
    .map(({ sequence }) => `correction ${sequence} is dated before its claim was settled`),
  ...file.corrections.flatMap(({ amounts }) => identityFaults(amounts)),
  ...standingFaults(file),
]

/** Every correction with the claim it corrects: the entry by itself, and the claim as it stands with all of them. */
export const corrections: Invariant = {
  id,
  number: 2,
  rule: 'the identities hold for every correction and for the claim as it stands; lines and explanation add up to that claim',
  start: () => {
    const { see, files, orphans } = gatherClaimFiles()
    return {
      see,
      finish: () => {
        const corrected = [...files().values()].filter((file) => file.corrections.length > 0)
        const wrong = corrected.flatMap((file) =>
          faultsOf(file).map((what): Violation => ({ invariant: id, where: file.claim.claimId, what })),
        )
        const lost = orphans().map((entry): Violation => {
          const what = 'it corrects a claim that is not there'
          return { invariant: id, where: correctionIdOf(entry), what }
        })
        return { checked: corrected.length, violations: [...wrong, ...lost] }
      },
    }
  },
}
