import type { Fen } from '#shared/money/fen.ts'
import type { Step } from './claim-events.ts'

/** An account that its owner lets a member of their family use, and what of it a claim may take. */
export type FamilyPurse = { readonly consentId: string; readonly balance: Fen }

/** What a claim took by a consent. */
export type FamilyPart = { readonly consentId: string; readonly amount: Fen }

/** What a claim took of accounts of the family, by its own steps. */
export const familyPartsIn = (steps: readonly Step[]): readonly FamilyPart[] =>
  steps.flatMap(({ step, rule, out }) =>
    step === 'family' && rule !== undefined ? [{ consentId: rule, amount: out }] : [],
  )

/** What of each part is given back when a claim that stood as the one stands as the other. */
export const familyReturns = (
  before: readonly FamilyPart[],
  after: readonly FamilyPart[],
): readonly FamilyPart[] =>
  before.flatMap(({ consentId, amount }) => {
    const kept = after.find((each) => each.consentId === consentId)?.amount ?? 0
    return amount > kept ? [{ consentId, amount: amount - kept }] : []
  })
