import { yearOf } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import { must } from '#shared/kernel/errors.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { readOnce } from '#shared/kernel/read-once.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Key } from '../../keys.ts'
import { claimIdOf, claimKey, ownKey } from '../../keys.ts'
import type { ClaimSettled, Step, StepName } from '../rules/claim-events.ts'
import { amountNames } from '../rules/claim-events.ts'
import { accumulatorNames } from '../rules/insured-year.ts'
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

/** A settled claim as it is kept: with the balance it left on the personal account, so that a repeat is answered alike. */
export type RecordedClaim = {
  readonly claim: ClaimSettled
  readonly accountAfter: Fen
  /** The claims of the person's year that were settled right before it, the last first, so that all are found again. */
  readonly follows?: readonly string[]
  /** The visit it settled; absent on claims settled before each named one. */
  readonly visitId?: string
  /** The charging batch of it, where it settled no more than that. */
  readonly batch?: string
  /** The marks of the serial numbers of its lines, where it settled a batch and its sender gave them. */
  readonly marks?: readonly string[]
  /** The marks of its lines, where it is a purchase that came as a visit of the pharmacy's own. */
  readonly lineMarks?: readonly string[]
  /** Who sent it and when; absent on claims settled before this was kept. */
  readonly by?: string
  /** Who of the institution had sent it before, where a rule held it and an office settled it as reviewed. */
  readonly sentAs?: string
  /** The claim in whose place it stands: that was recorded of another person, with whom this one was one record. */
  readonly movedFrom?: string
}

type PositionalField =
  | 'kind'
  | 'claimId'
  | 'year'
  | 'amounts'
  | 'change'
  | 'circumstances'
  | 'lines'
  | 'steps'
  | 'stay'
type StepWithoutRoom = readonly [step: string, rule: string, inputs: readonly number[], out: number]
export type StoredStep =
  | StepWithoutRoom
  | readonly [...StepWithoutRoom, room: number, ...rooms: readonly number[]]

/**
 * The stored form of a settled claim: figures by position instead of by name. So a claim of a few lines fits into one
 * kilobyte, the unit that writes are billed in.
 */
export type ClaimItem = Key &
  Omit<ClaimSettled, PositionalField> & {
    readonly kind: ClaimSettled['kind']
    readonly amounts: readonly number[]
    readonly change: readonly number[]
    readonly circumstances: StoredCircumstances
    readonly lines: readonly StoredLine[]
    readonly steps: readonly StoredStep[]
    readonly stay?: StoredDays
    readonly accountAfter: Fen
    /** One id alone on claims settled before several were named. */
    readonly follows?: string | readonly string[]
    readonly visitId?: string
    readonly batch?: string
    readonly marks?: readonly string[]
    readonly lineMarks?: readonly string[]
    readonly by?: string
    readonly sentAs?: string
    readonly movedFrom?: string
  }

export const settledClaims = defineRecord<ClaimItem, Key>({ kind: 'claim-settled', key: ownKey })

/** The settled claim in an item, when it is one. Check after check looks at the same item: it is read once. */
export const settledIn = readOnce((item: RecordedItem): RecordedClaim | undefined =>
  settledClaims.is(item) ? fromClaimItem(settledClaims.from(item)) : undefined,
)

/** A step as it is kept, by position. */
export const storedStep = (step: Step): StoredStep => {
  const stored = [step.step, step.rule ?? '', step.in, step.out] as const
  return step.room === undefined ? stored : [...stored, step.room, ...(step.rooms ?? [])]
}
/** The counterpart of `storedStep`. */
export const explainedStep = ([step, rule, inputs, out, room, ...rooms]: StoredStep): Step => ({
  step: step as StepName,
  ...(rule === '' ? {} : { rule }),
  in: inputs,
  out,
  ...(room === undefined ? {} : { room }),
  ...(rooms.length === 0 ? {} : { rooms }),
})

/** Writes a settled claim as an item. */
export const toClaimItem = ({ claim, accountAfter, follows, ...told }: RecordedClaim): ClaimItem => {
  const { visitId, batch, marks, lineMarks, by, sentAs, movedFrom } = told
  const { claimId, year, amounts, change, circumstances, lines, steps, stay, ...header } = claim
  must(year === yearOf(claim.servedOn), 'claim.year-mismatch', 'a claim of another year than its day', {
    claimId,
    year,
  })
  return {
    ...claimKey(claimId),
    ...header,
    amounts: toPositions(amountNames, amounts),
    change: toPositions(accumulatorNames, change),
    circumstances: storedCircumstances(circumstances),
    lines: lines.map(storedLine),
    steps: steps.map(storedStep),
    ...(stay ? { stay: storedDays(stay) } : {}),
    accountAfter,
    ...(follows === undefined ? {} : { follows }),
    ...(visitId === undefined ? {} : { visitId }),
    ...(batch === undefined ? {} : { batch }),
    ...(marks === undefined ? {} : { marks }),
    ...(lineMarks === undefined ? {} : { lineMarks }),
    ...(by === undefined ? {} : { by }),
    ...(sentAs === undefined ? {} : { sentAs }),
    ...(movedFrom === undefined ? {} : { movedFrom }),
  }
}

/** Reads a settled claim; the exact counterpart of `toClaimItem`. */
export const fromClaimItem = (item: ClaimItem): RecordedClaim => {
  const { pk, sk, amounts, change, circumstances, lines, steps, stay, ...rest } = item
  const { accountAfter, follows, visitId, batch, marks, lineMarks, by, sentAs, movedFrom, ...header } = rest
  return {
    accountAfter,
    ...(follows === undefined ? {} : { follows: [follows].flat() }),
    ...(visitId === undefined ? {} : { visitId }),
    ...(batch === undefined ? {} : { batch }),
    ...(marks === undefined ? {} : { marks }),
    ...(lineMarks === undefined ? {} : { lineMarks }),
    ...(by === undefined ? {} : { by }),
    ...(sentAs === undefined ? {} : { sentAs }),
    ...(movedFrom === undefined ? {} : { movedFrom }),
    claim: {
      ...header,
      claimId: claimIdOf({ pk, sk }),
      year: yearOf(header.servedOn),
      amounts: fromPositions(amountNames, amounts),
      change: fromSparsePositions(accumulatorNames, change),
      circumstances: circumstancesOf(circumstances),
      lines: lines.map(splitLine),
      steps: steps.map(explainedStep),
      ...(stay ? { stay: daysOf(stay) } : {}),
    },
  }
}
