import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuse } from '../../refusals.ts'
import type { Agreement, Made, TermLimits, Terms } from './agreement.ts'
import { differentTerms } from './different-terms.ts'
import { aboveLimits } from './sign-agreement.ts'

/** A change of a signed agreement: of its terms, or of whether new claims are taken, from a day on. */
export type AgreementChange = Signature & { readonly reason: string; readonly made: Made } & (
    | { readonly change: 'amend'; readonly terms: Terms; readonly limits: TermLimits }
    | { readonly change: 'suspend' | 'resume' | 'withdraw'; readonly from: Day }
  )

const withdrawn = (state: Agreement) =>
  refuse('agreement.withdrawn', { field: 'institution', figures: { from: state.withdrawn?.from ?? '' } })

const outside = (day: Day, { from, to }: Agreement) =>
  day < from || day > to
    ? refuse('agreement.day-outside', { field: 'from', figures: { day, from, to } })
    : undefined

/** The next version of an agreement, with who changed it, when and why. */
const next = (
  state: Agreement,
  { by, on, reason, made }: AgreementChange,
  change: Partial<Agreement>,
): Decision<Agreement> =>
  accept({ ...state, ...change, version: state.version + 1, changed: { by, on, reason }, made })

type DatedChange = Extract<AgreementChange, { from: Day }>

const suspend = (command: DatedChange, state: Agreement): Decision<Agreement> => {
  const { from, reason } = command
  if (state.suspensions.some((each) => each.from === from)) return accept(state)
  const last = state.suspensions.at(-1)
  if (last && (last.to === undefined || from <= last.to))
    return refuse('agreement.suspended-already', { field: 'from', figures: { from: last.from } })
  const suspensions = [...state.suspensions, { from, reason }]
  return next(state, command, { status: 'suspended', suspensions })
}

const resume = (command: DatedChange, state: Agreement): Decision<Agreement> => {
  const lastDay = addDays(command.from, -1)
  if (state.suspensions.some(({ to }) => to === lastDay)) return accept(state)
  const last = state.suspensions.at(-1)
  if (last === undefined || last.to !== undefined) return refuse('agreement.not-suspended')
  if (lastDay < last.from)
    return refuse('agreement.resumed-too-early', { field: 'from', figures: { from: last.from } })
  const suspensions = [...state.suspensions.slice(0, -1), { ...last, to: lastDay }]
  return next(state, command, { status: 'resumed', suspensions })
}

const withdraw = (command: DatedChange, state: Agreement): Decision<Agreement> =>
  next(state, command, {
    status: 'withdrawn',
    withdrawn: { from: command.from, reason: command.reason },
  })

const dated = { suspend, resume, withdraw } as const

/** What an office does alone begins on its day at the earliest: days that are past were worked under the agreement. */
const backdatedAlone = ({ change, from, on, made }: DatedChange) =>
  change !== 'resume' && made.institution === undefined && from < on
    ? refuse('agreement.backdated', { field: 'from', figures: { from, on } })
    : undefined

/**
 * Changes a signed agreement. A change that it has taken already changes nothing; after a withdrawal nothing else is
 * changed (total control, 三(六)). Days lie within the agreement.
 */
export const changeAgreement = (command: AgreementChange, state: Agreement): Decision<Agreement> => {
  if (state.withdrawn !== undefined) {
    const repeated = command.change === 'withdraw' && command.from === state.withdrawn.from
    return repeated ? accept(state) : withdrawn(state)
  }
  if (command.change === 'amend') {
    const { terms, limits } = command
    if (!differentTerms(state, terms)) return accept(state)
    // Terms replace what was agreed as a whole: what they leave out is no longer agreed.
    const { schemes, surplusCap, reasonableOverrun, bounds, surplusByScore, releasesSuspended, ...kept } =
      state
    return aboveLimits(terms, limits) ?? next(kept, command, { ...terms, within: limits })
  }
  const beyond = outside(command.from, state)
  if (beyond) return beyond
  const decision = dated[command.change](command, state)
  // Taken already: it comes again on a later day.
  if (decision.status === 'accepted' && decision.value === state) return decision
  return backdatedAlone(command) ?? decision
}
