import type { Day } from '#shared/calendar/day.ts'
import { isDay } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import type {
  AmountName,
  Amounts,
  ClaimReversed,
  ClaimSettled,
  Told,
} from '../../insured-year/rules/claim-events.ts'
import { amountNames } from '../../insured-year/rules/claim-events.ts'
import { stayOf } from '../../insured-year/rules/evolve.ts'
import type { AccumulatorName, Accumulators } from '../../insured-year/rules/insured-year.ts'
import { accumulatorNames } from '../../insured-year/rules/insured-year.ts'
import { medicalOf } from '../../insured-year/rules/medical.ts'
import type { RefusalCode } from '../../refusals.ts'
import { refusal } from '../../refusals.ts'

/** The command: undo a settled claim. What is recorded of it arrives looked up. */
export type ReverseClaim = {
  readonly claimId: string
  /** The business id of this reversal. */
  readonly reversalId: string
  readonly today: Day
  /** The settled claim and, when it was reversed before, by which reversal; undefined when there is none. */
  readonly recorded:
    | {
        /** As it stands, corrections and all. */
        readonly claim: ClaimSettled
        /** As it was settled and answered, where it was corrected since. */
        readonly settledAs?: ClaimSettled
        readonly reversedBy?: string
      }
    | undefined
}

/** What the institution is told of a reversal: the negative of what it was told of the claim. */
const toldOf = ({ scheme, city, at, amounts }: ClaimSettled): Told => ({
  ...{ scheme, city, ...(at === undefined ? {} : { at }) },
  amounts: negativeAmounts(amounts),
})

/**
 * Reverses a claim: every amount and every accumulator by its exact negative. The institution gives back what it took
 * at its counter. So it is told the negative of what it was told then, whatever the fund corrected since.
 */
export const decideReversal = (command: ReverseClaim): Decision<ClaimReversed> => {
  const { recorded } = command
  if (!recorded) return refuseWith('claim.unknown')
  if (recorded.reversedBy !== undefined) return refuseWith('claim.already-reversed')
  if (!isDay(command.today) || command.today < recorded.claim.settledOn) return refuseWith('claim.bad-date')
  const { claim, settledAs } = recorded
  const medical = medicalOf(claim)
  return accept({
    kind: 'claim-reversed',
    claimId: claim.claimId,
    reversalId: command.reversalId,
    reversedOn: command.today,
    personId: claim.personId,
    year: claim.year,
    scheme: claim.scheme,
    city: claim.city,
    ...(claim.at === undefined ? {} : { at: claim.at }),
    ...(claim.circumstances.purpose === 'general' ? {} : { purpose: claim.circumstances.purpose }),
    ...(medical ? { medical } : {}),
    level: claim.circumstances.level,
    care: claim.care,
    institution: claim.institution,
    servedOn: claim.servedOn,
    amounts: negativeAmounts(claim.amounts),
    change: negativeChange(claim.change),
    ...(settledAs ? { told: toldOf(settledAs) } : {}),
  })
}

/** The command: take a reversal back whose answer was lost. What is recorded arrives looked up. */
export type UndoReversal = {
  readonly reversal: ClaimReversed
  /** The business id of this command. */
  readonly undoId: string
  readonly today: Day
  /** The claim as it stood when it was reversed. */
  readonly claim: ClaimSettled
  /** Whether anything was paid of it then: of a claim corrected to nothing no stay counts either. */
  readonly isPaid?: boolean
  /** What the personal account of the claim's year holds. */
  readonly account: Fen
  /** Whether year and visit are still as the reversal left them: no claim was settled or corrected since, no line charged. */
  readonly isUntouched: boolean
}

/**
 * Takes a reversal back: the claim stands again exactly as before, by an entry that is the reversal's exact negative. Where
 * others were settled on what the reversal had set free, that is gone, and the claim has to be settled anew.
 */
export const decideUndo = (command: UndoReversal): Decision<ClaimReversed> => {
  const { reversal, claim, today, undoId } = command
  if (reversal.undoes !== undefined) return refuseWith('call.not-undoable')
  if (!isDay(today) || today < reversal.reversedOn) return refuseWith('claim.bad-date')
  // What accounts of the family got back is theirs again: they are asked by settling anew.
  if (!command.isUntouched || command.account < claim.amounts.account || claim.amounts.family > 0)
    return refuseWith('claim.not-restorable')
  const stay = command.isPaid === false ? undefined : stayOf(claim, claim, claim.amounts.deductible)
  return accept({
    ...reversal,
    reversalId: undoId,
    reversedOn: today,
    undoes: reversal.reversalId,
    ...(stay ? { stay } : {}),
    amounts: negativeAmounts(reversal.amounts),
    change: negativeChange(reversal.change),
    ...(reversal.told ? { told: { ...reversal.told, amounts: negativeAmounts(reversal.told.amounts) } } : {}),
  })
}

const refuseWith = (code: RefusalCode): Decision<never> => ({
  status: 'refused',
  refusal: refusal(code, { field: 'claimId' }),
})

const negative = (amount: number): Fen => (amount === 0 ? 0 : -amount)

/** The exact negative of a claim's amounts. */
export const negativeAmounts = (amounts: Amounts): Amounts =>
  Object.fromEntries(amountNames.map((name) => [name, negative(amounts[name])])) as Record<AmountName, Fen>

/** What takes a claim's change to the accumulators back. */
export const negativeChange = (change: Accumulators): Accumulators => {
  const undone: Partial<Record<AccumulatorName, number>> = {}
  for (const name of accumulatorNames) {
    const amount = change[name]
    if (amount !== undefined) undone[name] = negative(amount)
  }
  return undone
}
