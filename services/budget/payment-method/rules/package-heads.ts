import * as z from 'zod'
import type { Signature } from '#shared/contracts/fields.ts'
import { fundYear, id, signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { allocate } from '#shared/money/allocate.ts'
import { sum } from '#shared/money/fen.ts'
import { refuse } from '../../refusals.ts'

const heads = z.int().min(1).max(100_000_000)

/** How many persons a list has in a year: a community's by its code, an institution's own by the institution. */
export const packageHeadsFields = {
  year: fundYear,
  list: id,
  heads,
  /** All insured of the fund: their share of them is what the list's residents cost elsewhere. */
  insured: heads,
  /** Counted by enrolment, or decided where enrolment does not tell the list's residents apart. */
  source: z.enum(['enrolment', 'decision']),
  reason: z.string().min(1).max(500),
}

/** The heads of a list, which pay only when somebody else than who recorded them has approved them. */
export const packageHeads = z
  .strictObject({
    ...packageHeadsFields,
    recorded: signature,
    approved: signature.optional(),
    counted: heads.optional().meta({
      description: 'the insured of the fund as contributions paid had them when the heads were approved',
    }),
    together: heads.optional().meta({
      description:
        'the heads of all approved lists of the fund and year with these, when these were approved',
    }),
  })
  .meta({ id: 'PackageHeads' })
export type PackageHeads = z.output<typeof packageHeads>

const figuresOf = ({ heads: count, insured, source, reason }: PackageHeads) =>
  JSON.stringify([count, insured, source, reason])

/** Records the heads of a list; until they are approved, others may take their place. */
export const recordHeads = (
  command: Omit<PackageHeads, 'approved'>,
  state: PackageHeads | undefined,
): Decision<PackageHeads> => {
  const { heads: count, insured } = command
  if (count > insured)
    return refuse('package-heads.above-insured', { field: 'heads', figures: { heads: count, insured } })
  if (state && figuresOf(state) === figuresOf(command)) return accept(state)
  if (state?.approved)
    return refuse('package-heads.approved-already', {
      figures: { heads: state.heads, on: state.approved.on },
    })
  return accept(command)
}

/** How many persons a list is paid for, and of how many in the fund: by these its residents' cost elsewhere is divided. */
export type HeadsPaid = Pick<PackageHeads, 'heads' | 'insured'>

type List = Pick<PackageHeads, 'list' | 'heads' | 'insured' | 'approved'>

/** The heads of approved lists, all together: nobody is on two lists of a fund. */
export const headsTogether = (lists: readonly Pick<PackageHeads, 'heads' | 'approved'>[]): number =>
  sum(lists.filter(({ approved }) => approved).map(({ heads: own }) => own))

/**
 * What lists are paid by: approved heads, and all together no more than the fund has insured for whom contributions are
 * paid. Where fewer are insured than when the lists were approved, each has its part of them.
 * @param counted those insured; undefined where nothing was paid
 */
export const headsPaid = (
  lists: readonly List[],
  counted: number | undefined,
): ReadonlyMap<string, HeadsPaid> => {
  const approved = lists.filter((each) => each.approved)
  const paid =
    counted === undefined || headsTogether(approved) <= counted
      ? approved.map(({ heads: own }) => own)
      : allocate(
          counted,
          approved.map(({ heads: own }) => own),
        )
  return new Map(
    approved.map(({ list, insured }, index) => [
      list,
      { heads: paid[index] ?? 0, insured: counted ?? insured },
    ]),
  )
}

/**
 * Approves recorded heads, by somebody else than who recorded them. All lists of a fund and year together have no more
 * heads than the fund has insured, and these are counted by what was paid, not by who says how many they are.
 * @param counted those insured of the year, or of the year before while none is paid for; undefined where none is for either
 * @param others the heads of the other lists that were approved
 */
export const approveHeads = (
  approved: Signature,
  state: PackageHeads,
  { counted, others }: { readonly counted: number | undefined; readonly others: number },
): Decision<PackageHeads> => {
  if (state.approved) return accept(state)
  if (isSamePerson(approved.by, state.recorded.by)) return refuse('package-heads.same-person')
  if (approved.on < state.recorded.on)
    return refuse('package-heads.before-recorded', {
      field: 'on',
      figures: { recordedOn: state.recorded.on },
    })
  if (counted === undefined) return refuse('package-heads.nobody-counted', { figures: { year: state.year } })
  const together = others + state.heads
  return together > counted
    ? refuse('package-heads.above-counted', {
        field: 'heads',
        figures: { heads: state.heads, others, counted },
      })
    : accept({ ...state, approved, counted, together })
}
