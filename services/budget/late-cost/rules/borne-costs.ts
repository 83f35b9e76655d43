import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { CareLine } from '../../claims/rules/claims-entry.ts'
import type { Movements } from '../../ledger/rules/movements.ts'
import { addMovements, transfer } from '../../ledger/rules/movements.ts'
import { refuse } from '../../refusals.ts'

/** The lines that an institution's care is booked on, in the order in which it bears what came late of them. */
export const careLines = ['inpatient', 'outpatient', 'chronic-special'] as const satisfies readonly CareLine[]
export type LateByLine = Readonly<Record<CareLine, Fen>>

/** What an institution bears of the costs that came to a year after it was cleared, and what it had of them by then. */
export type BorneCost = {
  readonly institution: string
  readonly amount: Fen
  readonly lines: LateByLine
  /** What came late of its own claims, less what was taken back of them. */
  readonly late: Fen
  /** What it bears of that by earlier decisions. */
  readonly before: Fen
}

/** What somebody asks an institution to bear, with what came late of it by line, and what it bears already. */
export type AskedToBear = Pick<BorneCost, 'institution' | 'amount' | 'before'> & { readonly late: LateByLine }

const total = (lines: LateByLine): Fen => sum(careLines.map((line) => lines[line]))

/** Takes an amount off the lines in their order, what is borne already off them first. */
const takenOff = (late: LateByLine, before: Fen, amount: Fen): LateByLine => {
  let [skipped, left] = [before, amount]
  const taken = careLines.map((line): [CareLine, Fen] => {
    const open = Math.max(0, late[line])
    const past = Math.min(skipped, open)
    skipped = fen(skipped - past)
    const own = Math.min(left, fen(open - past))
    left = fen(left - own)
    return [line, own]
  })
  return Object.fromEntries(taken) as LateByLine
}

/**
 * What institutions bear: none more than came late of its own claims and it does not bear yet, each named once, and all no
 * more than what is to be decided.
 */
export const judgeBorne = (asked: readonly AskedToBear[], undecided: Fen): Decision<readonly BorneCost[]> => {
  const named = new Set<string>()
  for (const [index, { institution, amount, late, before }] of asked.entries()) {
    const field = `borne.${index}`
    if (named.has(institution))
      return refuse('late-cost.institution-twice', { field, figures: { institution } })
    named.add(institution)
    const positive = sum(careLines.map((line) => Math.max(0, late[line])))
    const most = fen(Math.min(positive, total(late)) - before)
    if (amount > most)
      return refuse('late-cost.beyond-own', {
        field,
        figures: { institution, amount, most: Math.max(0, most) },
      })
  }
  const all = sum(asked.map(({ amount }) => amount))
  if (all > undecided)
    return refuse('late-cost.beyond-told', { field: 'borne', figures: { all, most: Math.max(0, undecided) } })
  return accept(
    asked.map(({ institution, amount, late, before }) => ({
      ...{ institution, amount, before },
      lines: takenOff(late, before, amount),
      late: total(late),
    })),
  )
}

/** What it does to the ledger: the cost comes off its lines, and the institution is owed so much less. */
export const borneMovements = (borne: readonly BorneCost[]): Movements =>
  addMovements(
    ...borne.flatMap(({ lines }) =>
      careLines.map((line) => transfer('institutions-payable', line, lines[line])),
    ),
  )
