import * as z from 'zod'
import { city, day, fundYear, id } from '#shared/contracts/fields.ts'
import { sameContent } from '#shared/kernel/canonical.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { refuse } from '../../refusals.ts'
import type { Agreement, Hand, Made, TermLimits } from './agreement.ts'
import { hand, terms } from './agreement.ts'
import { changeAgreement } from './change-agreement.ts'
import { signAgreement } from './sign-agreement.ts'

const reason = z.string()

/**
 * What one side would agree on. Of an office: a year's agreement, other terms of it, or that claims are taken again. Of an
 * institution: that it withdraws, which the office has to agree to.
 */
const wanted = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('sign'), from: day, to: day, terms }),
  z.strictObject({ change: z.literal('amend'), terms, reason }),
  z.strictObject({ change: z.literal('resume'), from: day, reason }),
  z.strictObject({ change: z.literal('withdraw'), from: day, reason }),
])
export type Wanted = z.output<typeof wanted>

/**
 * What one side proposes to the other, as it stands. Nothing of it holds before the other signs. `number` counts the
 * proposals between the two for the year; the last alone is kept, as what waits or how it ended.
 */
export const agreementProposal = z
  .strictObject({
    institution: id,
    city,
    year: fundYear,
    number: z.int().min(1),
    status: z.enum(['waiting', 'signed', 'declined', 'withdrawn']),
    wanted,
    proposed: hand,
    ended: hand.extend({ reason: reason.optional() }).optional(),
  })
  .meta({ id: 'AgreementProposal' })
export type AgreementProposal = z.output<typeof agreementProposal>
export type AgreementPlace = Pick<AgreementProposal, 'institution' | 'city' | 'year'>

const steps = { sign: 'signed', amend: 'amended', resume: 'resumed', withdraw: 'withdrawn' } as const

const sideOf = ({ institution }: Hand) => (institution === undefined ? 'office' : 'institution')

/** The hands under what one side proposed and, where it did, the other signed. */
const handsOf = (proposed: Hand, signed?: Hand): Omit<Made, 'step'> => ({
  [sideOf(proposed)]: proposed,
  ...(signed ? { [sideOf(signed)]: signed } : {}),
})

/** The agreement as it would be. */
const agreedOn = (
  of: AgreementPlace,
  want: Wanted,
  limits: TermLimits,
  hands: { readonly proposed: Hand; readonly signed?: Hand },
  before: Agreement | undefined,
): Decision<Agreement> => {
  const { by, on } = hands.signed ?? hands.proposed
  const signed = { by, on }
  const made = { step: steps[want.change], ...handsOf(hands.proposed, hands.signed) }
  if (want.change === 'sign') {
    const { institution, city: own, year } = of
    const { change: _, ...agreed } = want
    return signAgreement({ ...agreed, institution, city: own, year, limits, signed, made }, before)
  }
  if (!before) return refuse('agreement.unknown')
  const changed = { ...signed, reason: want.reason, made }
  return changeAgreement(
    want.change === 'amend'
      ? { ...changed, change: want.change, terms: want.terms, limits }
      : { ...changed, change: want.change, from: want.from },
    before,
  )
}

type Propose = {
  readonly of: AgreementPlace
  readonly wanted: Wanted
  readonly proposed: Hand
  readonly limits: TermLimits
}
/** The agreement with an institution, and the last proposal to it. */
export type Standing = {
  readonly agreement: Agreement | undefined
  readonly proposal: AgreementProposal | undefined
}

/**
 * Proposes what could be signed as things stand. The same while it waits, or when it was signed, changes nothing; what
 * holds already without a proposal is answered as such. Another proposal waits for the end of the one before.
 */
export const proposeAgreement = (
  { of, wanted: want, proposed, limits }: Propose,
  { agreement, proposal }: Standing,
): Decision<AgreementProposal | 'holds'> => {
  const isSame = proposal !== undefined && sameContent(proposal.wanted, want)
  if (proposal?.status === 'waiting')
    return isSame
      ? accept(proposal)
      : refuse('agreement.proposal-waits', { figures: { number: proposal.number } })
  const trial = agreedOn(of, want, limits, { proposed }, agreement)
  if (trial.status === 'refused') return trial
  if (trial.value === agreement) return accept(isSame && proposal.status === 'signed' ? proposal : 'holds')
  const { institution, city: own, year } = of
  const number = (proposal?.number ?? 0) + 1
  return accept({ institution, city: own, year, number, status: 'waiting', wanted: want, proposed })
}

type Named = { readonly number: number; readonly by: Hand }

/** The proposal that a command names, which waits for that side; itself where it ended so before. */
const waitingProposal = (
  { number, by }: Named,
  end: Exclude<AgreementProposal['status'], 'waiting'>,
  state: AgreementProposal,
): Decision<AgreementProposal> => {
  const isProposer = sideOf(by) === sideOf(state.proposed)
  if (isProposer !== (end === 'withdrawn')) return refuse('agreement.other-side')
  if (number !== state.number)
    return refuse('agreement.other-proposal', { field: 'number', figures: { number: state.number } })
  return state.status === 'waiting' || state.status === end
    ? accept(state)
    : refuse('agreement.proposal-ended', { figures: { number, status: state.status } })
}

/** What an institution's signature makes: the proposal as signed, and the agreement that holds from then. */
export type SignedProposal = { readonly proposal: AgreementProposal; readonly agreement: Agreement }

/**
 * Signs what was proposed, for the other side. It is judged once more as things stand, since an
 * agreement may have been suspended or withdrawn from meanwhile. Signed again changes nothing.
 */
export const signProposal = (
  command: Named & { readonly limits: TermLimits },
  state: AgreementProposal,
  agreement: Agreement | undefined,
): Decision<SignedProposal> => {
  const { by, limits } = command
  const waiting = waitingProposal(command, 'signed', state)
  if (waiting.status === 'refused') return waiting
  if (state.status === 'signed' && agreement) return accept({ proposal: state, agreement })
  if (isSamePerson(state.proposed.by, by.by)) return refuse('agreement.same-person')
  const hands = { proposed: state.proposed, signed: by }
  const agreed = agreedOn(state, state.wanted, limits, hands, agreement)
  if (agreed.status === 'refused') return agreed
  return accept({ proposal: { ...state, status: 'signed', ended: by }, agreement: agreed.value })
}

/** Ends a proposal that nobody signed: the other side declines it, or who proposed takes it back. */
export const endProposal = (
  command: Named & { readonly end: 'declined' | 'withdrawn'; readonly reason: string },
  state: AgreementProposal,
): Decision<AgreementProposal> => {
  const { by, end, reason: why } = command
  const waiting = waitingProposal(command, end, state)
  if (waiting.status === 'refused' || state.status !== 'waiting') return waiting
  return accept({ ...state, status: end, ended: { ...by, reason: why } })
}
