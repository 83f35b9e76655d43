import { must } from '#shared/kernel/errors.ts'
import { allocate } from '#shared/money/allocate.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import type { Method } from '../../agreement/rules/payment-terms.ts'

export type Capitation = Extract<Method, { kind: 'capitation' }>

/** What a year's list of persons is worth. */
export const packageOf = ({ perHead, heads }: Pick<Capitation, 'perHead' | 'heads'>): Fen =>
  fen(perHead * heads)

/** What of the package is paid for each month, from January; the twelve sum to it. */
export const monthlyCapitation = (capitation: Pick<Capitation, 'perHead' | 'heads'>): Fen[] =>
  allocate(
    packageOf(capitation),
    Array.from({ length: 12 }, () => 1),
  )

/** A member of a county medical community: what its own cases came to, and its share in surplus and deficit. */
export type Member = { readonly institution: string; readonly actual: Fen; readonly share: Rate }

/**
 * What the members of a medical community are paid out of its package. Each has what its cases came to, and its share
 * of what was left or missing. The community keeps its surplus and bears its deficit, so that the payments are the
 * package.
 */
export const dividePackage = (whole: Fen, members: readonly Member[]): Map<string, Fen> => {
  must(members.length > 0, 'payment.no-members', 'a package needs somebody to be divided among')
  const left = fen(whole - sum(members.map(({ actual }) => actual)))
  const shares = allocate(
    left,
    members.map(({ share }) => share),
  )
  return new Map(
    members.map(({ institution, actual }, index) => [institution, fen(actual + (shares[index] ?? 0))]),
  )
}
