import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Registrations } from '../../insured-year/rules/registrations.ts'
import { refuse } from '../../refusals.ts'
import type { Proposal, Registered } from './registered.ts'
import { isKnown, propose, reject } from './registered.ts'

/** What an institution files of a person: a referral to a place elsewhere, a chronic disease, or a contract with itself. */
export type Filed = {
  readonly from: Day
  /** Open at the end when null. */
  readonly to: Day | null
  readonly why: string
} & (
  | { readonly files: 'referral'; readonly where: string }
  | { readonly files: 'disease'; readonly code: string }
  | { readonly files: 'contract'; readonly institution: string }
)

type Dated = { readonly from: Day; readonly to: Day | null }

/** As many as an office may register of a person. */
const most = { referral: 10, disease: 20, contract: 5 } as const

/** Whether what holds already holds on all days of what is filed. */
const isWithin = (held: Dated, { from, to }: Dated): boolean =>
  held.from <= from && (held.to === null || (to !== null && to <= held.to))

/** What would be registered with what is filed, beside all that is; undefined where that holds already. */
const withFiled = (filed: Filed, now: Registrations): Registrations | undefined => {
  const { from, to } = filed
  if (filed.files === 'disease') {
    const { code } = filed
    const isHeld = now.diseases.some((each) => each.code === code && isWithin(each, filed))
    return isHeld ? undefined : { ...now, diseases: [...now.diseases, { code, from, to }] }
  }
  if (filed.files === 'contract') {
    const { institution } = filed
    const contracts = now.contracts ?? []
    const isHeld = contracts.some((each) => each.institution === institution && isWithin(each, filed))
    return isHeld ? undefined : { ...now, contracts: [...contracts, { institution, from, to }] }
  }
  const filing = { kind: 'referral', where: filed.where, from, to } as const
  const isSame = (each: NonNullable<Registrations['filings']>[number]): boolean =>
    each.kind === 'referral' && each.where === filing.where && each.from === from && each.to === to
  const held = now.filings ?? []
  if (held.some((each) => isSame(each) && !each.withdrawn)) return undefined
  return { ...now, filings: [...held.filter((each) => !isSame(each)), filing] }
}

const countOf = ({ files }: Filed, { diseases, filings = [], contracts = [] }: Registrations): number =>
  ({
    disease: diseases.length,
    contract: contracts.length,
    referral: filings.filter(({ withdrawn }) => !withdrawn).length,
  })[files]

/** Proposes what an institution files, beside all that is registered. */
export const fileWith = (
  filed: Filed,
  proposal: Omit<Proposal, 'registrations'>,
  held: Registered,
): Decision<Registered> => {
  if (isKnown(held, proposal.proposalId)) return accept(held)
  const registrations = withFiled(filed, held.registrations) ?? held.registrations
  if (countOf(filed, registrations) > most[filed.files])
    return refuse('registration.too-many', { figures: { most: most[filed.files] } })
  return propose({ ...proposal, registrations }, held)
}

/** Takes a filing back by the institution that made it, while it waits. Of another's it is told what is told of none. */
export const takeBackFiling = (
  command: {
    readonly proposalId: string
    readonly institution: string
    readonly reason: string
    readonly by: string
    readonly on: Day
  },
  held: Registered,
): Decision<Registered> => {
  const { institution, ...rejection } = command
  const made = [held.proposal, held.approval, ...held.rejected].find(
    (each) => each?.proposalId === command.proposalId && each.institution === institution,
  )
  if (!made) return refuse('registration.proposal-unknown', { field: 'proposalId' })
  if (made === held.approval) return refuse('registration.approved', { field: 'proposalId' })
  return made === held.proposal ? reject(rejection, held) : accept(held)
}
