import { yearOf } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { ClaimSettled, SplitLine, Step } from '../claim-events.ts'
import { amountNames } from '../claim-events.ts'
import { accumulatorNames } from '../insured-year.ts'
import type { Key } from './keys.ts'
import { claimIdOf, claimKey } from './keys.ts'
import { fromPositions, fromSparsePositions, toPositions } from './positions.ts'

/** A settled claim as it is kept: with the balance it left on the personal account, so that a repeat is answered alike. */
export type RecordedClaim = { readonly claim: ClaimSettled; readonly accountAfter: Fen }

type Positional = 'kind' | 'claimId' | 'year' | 'amounts' | 'change' | 'lines' | 'steps' | 'stay'
type StoredLine = readonly [code: string, ...parts: readonly number[]]
type StepWithoutRoom = readonly [step: string, rule: string, inputs: readonly number[], out: number]
type StoredStep = StepWithoutRoom | readonly [...StepWithoutRoom, room: number]

/**
 * The stored form of a settled claim: figures by position instead of by name, which makes a claim of a few lines fit
 * into one kilobyte, the unit that writes are billed in.
 */
export type ClaimItem = Key &
  Omit<ClaimSettled, Positional> & {
    readonly kind: ClaimSettled['kind']
    readonly amounts: readonly number[]
    readonly change: readonly number[]
    readonly lines: readonly StoredLine[]
    readonly steps: readonly StoredStep[]
    readonly stay?: readonly [from: string, to: string]
    readonly accountAfter: Fen
  }

const lineParts = ['amount', 'fullySelfPaid', 'overLimit', 'firstSelfPaid', 'inScope'] as const

const storedLine = ({ code, ...parts }: SplitLine): StoredLine => [code, ...toPositions(lineParts, parts)]
const splitLine = ([code, ...parts]: StoredLine): SplitLine => ({ code, ...fromPositions(lineParts, parts) })

const storedStep = (step: Step): StoredStep => {
  const stored = [step.step, step.rule ?? '', step.in, step.out] as const
  return step.room === undefined ? stored : [...stored, step.room]
}
const explainedStep = ([step, rule, inputs, out, room]: StoredStep): Step => ({
  step,
  ...(rule === '' ? {} : { rule }),
  in: inputs,
  out,
  ...(room === undefined ? {} : { room }),
})

/** Writes a settled claim as an item. */
export const toClaimItem = ({ claim, accountAfter }: RecordedClaim): ClaimItem => {
  const { claimId, year, amounts, change, lines, steps, stay, ...header } = claim
  must(year === yearOf(claim.servedOn), 'claim.year-mismatch', 'a claim of another year than its day', {
    claimId,
    year,
  })
  return {
    ...claimKey(claimId),
    ...header,
    amounts: toPositions(amountNames, amounts),
    change: toPositions(accumulatorNames, change),
    lines: lines.map(storedLine),
    steps: steps.map(storedStep),
    ...(stay ? { stay: [stay.from, stay.to] as const } : {}),
    accountAfter,
  }
}

/** Reads a settled claim; the exact counterpart of `toClaimItem`. */
export const fromClaimItem = (item: ClaimItem): RecordedClaim => {
  const { pk, sk, amounts, change, lines, steps, stay, accountAfter, ...header } = item
  return {
    accountAfter,
    claim: {
      ...header,
      claimId: claimIdOf({ pk, sk }),
      year: yearOf(header.servedOn),
      amounts: fromPositions(amountNames, amounts),
      change: fromSparsePositions(accumulatorNames, change),
      lines: lines.map(splitLine),
      steps: steps.map(explainedStep),
      ...(stay ? { stay: { from: stay[0], to: stay[1] } } : {}),
    },
  }
}
