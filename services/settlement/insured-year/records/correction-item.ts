import { yearOf } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { Key } from '../../keys.ts'
import { claimIdOf, correctedKey, ownKey, sequenceOf } from '../../keys.ts'
import type { ClaimCorrected, Standing } from '../rules/claim-events.ts'
import { amountNames } from '../rules/claim-events.ts'
import { accumulatorNames } from '../rules/insured-year.ts'
import type { StoredStep } from './claim-item.ts'
import { explainedStep, storedStep } from './claim-item.ts'
import type { StoredCircumstances, StoredDays, StoredLine } from './claim-parts.ts'
import {
  circumstancesOf,
  daysOf,
  splitLine,
  storedCircumstances,
  storedDays,
  storedLine,
} from './claim-parts.ts'
import { fromPositions, fromSparsePositions, toPositions } from './positions.ts'

type PositionalField = 'claimId' | 'sequence' | 'year' | 'amounts' | 'change' | 'stands'

/** The stored form of a correction: an entry of its own in the partition of the claim it corrects. */
export type CorrectionItem = Key &
  Omit<ClaimCorrected, PositionalField> & {
    readonly amounts: readonly number[]
    readonly change: readonly number[]
    readonly stands?: {
      readonly circumstances: StoredCircumstances
      readonly lines: readonly StoredLine[]
      readonly steps: readonly StoredStep[]
      readonly policyVersion: string
      readonly stay?: StoredDays
    }
  }

export const claimCorrections = defineRecord<CorrectionItem, Key>({ kind: 'claim-corrected', key: ownKey })

/** The correction in an item, when it is one. */
export const correctionIn = (item: RecordedItem): ClaimCorrected | undefined =>
  claimCorrections.is(item) ? fromCorrectionItem(claimCorrections.from(item)) : undefined

/** Writes a correction as an item. */
export const toCorrectionItem = (correction: ClaimCorrected): CorrectionItem => {
  const { claimId, sequence, year: _, amounts, change, stands, ...header } = correction
  return {
    ...correctedKey(claimId, sequence),
    ...header,
    amounts: toPositions(amountNames, amounts),
    change: toPositions(accumulatorNames, change),
    ...(stands ? { stands: storedStanding(stands) } : {}),
  }
}

/** Reads a correction; the exact counterpart of `toCorrectionItem`. */
export const fromCorrectionItem = (item: CorrectionItem): ClaimCorrected => {
  const { pk, sk, amounts, change, stands, ...header } = item
  return {
    ...header,
    claimId: claimIdOf({ pk, sk }),
    sequence: sequenceOf({ pk, sk }),
    year: yearOf(header.servedOn),
    amounts: fromPositions(amountNames, amounts),
    change: fromSparsePositions(accumulatorNames, change),
    ...(stands ? { stands: standingOf(stands) } : {}),
  }
}

const storedStanding = ({ circumstances, lines, steps, policyVersion, stay }: Standing) => ({
  circumstances: storedCircumstances(circumstances),
  lines: lines.map(storedLine),
  steps: steps.map(storedStep),
  policyVersion,
  ...(stay ? { stay: storedDays(stay) } : {}),
})

const standingOf = (stored: NonNullable<CorrectionItem['stands']>): Standing => {
  const { circumstances, lines, steps, policyVersion, stay } = stored
  return {
    circumstances: circumstancesOf(circumstances),
    lines: lines.map(splitLine),
    steps: steps.map(explainedStep),
    policyVersion,
    ...(stay ? { stay: daysOf(stay) } : {}),
  }
}

/** The id a correction goes by outside: its claim's, with its sequence. */
export const correctionIdOf = ({ claimId, sequence }: Pick<ClaimCorrected, 'claimId' | 'sequence'>): string =>
  `${claimId}.${sequence}`
