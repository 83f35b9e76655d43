import * as z from 'zod'
import type { Signature } from '#shared/contracts/fields.ts'
import { fundYear, id, signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
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

/**
 * What a list is paid by: approved heads, and no more than the fund has insured for whom contributions are paid.
 * @param counted those insured; undefined where nothing was paid
 */
export const headsPaid = (
  { heads: own, insured, approved }: Pick<PackageHeads, 'heads' | 'insured' | 'approved'>,
  counted: number | undefined,
): HeadsPaid | undefined => approved && { heads: Math.min(own, counted ?? own), insured: counted ?? insured }

/**
 * Approves recorded heads, by somebody else than who recorded them. No list has more heads than the fund has insured, and
 * these are counted by what was paid, not by who says how many they are.
 * @param counted those insured of the year, or of the year before while none is paid for; undefined where none is for either
 */
export const approveHeads = (
  approved: Signature,
  state: PackageHeads,
  counted: number | undefined,
): Decision<PackageHeads> => {
  if (state.approved) return accept(state)
  if (isSamePerson(approved.by, state.recorded.by)) return refuse('package-heads.same-person')
  if (approved.on < state.recorded.on)
    return refuse('package-heads.before-recorded', {
      field: 'on',
      figures: { recordedOn: state.recorded.on },
    })
  if (counted === undefined) return refuse('package-heads.nobody-counted', { figures: { year: state.year } })
  return state.heads > counted
    ? refuse('package-heads.above-counted', { field: 'heads', figures: { heads: state.heads, counted } })
    : accept({ ...state, approved, counted })
}
