import * as z from 'zod'
import { officeSignature } from '#shared/contracts/fields.ts'
import { scopes } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { Exact } from '#shared/money/rate.ts'
import { refuse } from '../../refusals.ts'
import type { CaseGroup, GroupTable } from './group-table.ts'

const bound = z.string()

/** Between which figures policy data lets a group lie: its points, and what they are worth beside its mean cost. */
export const groupBounds = z.strictObject({
  points: z.strictObject({ least: bound, most: bound }),
  worth: z.strictObject({ least: bound, most: bound }),
})
export type GroupBounds = z.output<typeof groupBounds>

/** Who did a step of a table, on which day, and whom they spoke for. */
export const tableHand = officeSignature.extend({ scope: z.enum(scopes) })
export type TableHand = z.output<typeof tableHand>

/** By whose hands a table is or came into force; of earlier releases' tables, which are in force, nothing is known. */
export const judgement = {
  status: z.enum(['waiting', 'in-force', 'rejected']),
  made: tableHand,
  approved: tableHand.optional(),
  rejected: tableHand.extend({ reason: z.string() }).optional(),
  /** The bounds that its groups were judged by. */
  within: groupBounds,
}
const judged = z.strictObject({ ...judgement, digest: z.string() })
type Judged = z.output<typeof judged>

const fenOfAYuan = 100

/** The first group of a table that lies outside the bounds, and by what. */
export const groupOutside = (
  prepaidPerPoint: string,
  groups: readonly CaseGroup[],
  { points, worth }: GroupBounds,
):
  | { readonly group: string; readonly share: string; readonly least: string; readonly most: string }
  | undefined => {
  for (const { group, points: own, mean } of groups) {
    const beside = new Exact(own).times(prepaidPerPoint).times(fenOfAYuan).div(mean)
    for (const [figure, { least, most }] of [
      [new Exact(own), points],
      [beside, worth],
    ] as const)
      if (figure.lessThan(least) || figure.greaterThan(most))
        return { group, share: figure.toDecimalPlaces(4).toString(), least, most }
  }
  return undefined
}

/** Refuses a table with a group that is worth far more, or far less, than its cases cost. */
export const outsideBounds = ({ prepaidPerPoint, groups }: GroupTable, bounds: GroupBounds) => {
  const figures = groupOutside(prepaidPerPoint, groups, bounds)
  return figures && refuse('group-table.outside-bounds', { field: 'groups', figures })
}

const other = ({ digest }: Judged) => refuse('group-table.changed', { field: 'digest', figures: { digest } })

/** Approves a table by another person of the province than made it, who says what was looked at; the same again changes nothing. */
export const approveTable = <Table extends Judged>(
  { digest, by }: { readonly digest: string; readonly by: TableHand },
  state: Table,
): Decision<Table> => {
  if (digest !== state.digest) return other(state)
  if (state.status === 'rejected') return refuse('group-table.decided', { figures: { status: state.status } })
  if (state.status === 'in-force') return accept(state)
  if (isSamePerson(state.made.by, by.by)) return refuse('group-table.same-person')
  return accept({ ...state, status: 'in-force', approved: by })
}

/** Rejects a table that waits, with a reason; who made it takes it back so. */
export const rejectTable = <Table extends Judged>(
  { digest, by, reason }: { readonly digest: string; readonly by: TableHand; readonly reason: string },
  state: Table,
): Decision<Table> => {
  if (digest !== state.digest) return other(state)
  if (state.status === 'in-force') return refuse('group-table.decided', { figures: { status: state.status } })
  if (state.status === 'rejected') return accept(state)
  return accept({ ...state, status: 'rejected', rejected: { ...by, reason } })
}
