import type { Fen } from '#shared/money/fen.ts'
import type { AmountName } from '../../insured-year/rules/claim-events.ts'
import type { ExplainedStep } from './explained-steps.ts'
import type { Language } from './language.ts'

export type LabelledText = { readonly label: string; readonly value: string }
export type LabelledAmount = { readonly name: AmountName; readonly label: string; readonly amount: Fen }

/** A total and the amounts that make it up, in fen. */
export type ExplainedSum = { readonly total: LabelledAmount; readonly terms: readonly LabelledAmount[] }

/** A charged line in its four parts, and why. */
export type ExplainedLine = {
  readonly code: string
  /** As the catalogue has it; empty where it names nothing. */
  readonly name: string
  readonly quantity: string
  readonly unitPrice: string
  readonly amount: Fen
  readonly fullySelfPaid: Fen
  readonly overLimit: Fen
  readonly firstSelfPaid: Fen
  readonly inScope: Fen
  readonly text: string
}

/** What a correction changed: who pays more or less, and the lines and steps by which the claim stands since. */
export type ExplainedCorrection = {
  readonly title: string
  readonly facts: readonly LabelledText[]
  readonly difference: ExplainedSum
  readonly lines: readonly ExplainedLine[]
  readonly steps: readonly ExplainedStep[]
}

/**
 * Everything a reader needs to follow a claim's money, in one language. It comes as JSON for machines, and laid out
 * line by line as the statement a person gets at the counter. Amounts in fen; every sum's terms add up to its total.
 */
export type Explanation = {
  readonly kind: 'claim' | 'reversal'
  readonly language: Language
  readonly title: string
  readonly claimId: string
  readonly policyVersion: string
  readonly facts: readonly LabelledText[]
  readonly lines: readonly ExplainedLine[]
  readonly steps: readonly ExplainedStep[]
  /** Who pays what; of a reversal, who is given back what. */
  readonly payers: ExplainedSum
  /** The identities of the national interface. */
  readonly sums: readonly ExplainedSum[]
  /** What the claim adds to the person's year. */
  readonly counted: readonly LabelledText[]
  readonly corrections: readonly ExplainedCorrection[]
  /** Who pays what once everything corrected is added; present after a correction. */
  readonly standing?: ExplainedSum
  readonly notes: readonly string[]
}
