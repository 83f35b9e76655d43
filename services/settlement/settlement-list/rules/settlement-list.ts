import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Fen } from '#shared/money/fen.ts'
import { formatYuan, sum } from '#shared/money/fen.ts'
import type { ClaimSettled } from '../../insured-year/rules/claim-events.ts'
import { refuse } from '../../refusals.ts'

/** What a hospital says of a settlement for its assessment (结算清单): diagnoses, operations, and its cost by kinds. */
export type ListContent = {
  readonly admittedOn: Day
  readonly dischargedOn: Day
  /** The main one first. */
  readonly diagnoses: readonly string[]
  readonly operations: readonly string[]
  readonly items: readonly { readonly kind: string; readonly amount: Fen }[]
}

/** One sending of the list of a settlement; a later one corrects it, and the earlier ones stay on record. */
export type SettlementList = ListContent & {
  readonly claimId: string
  /** From 1. */
  readonly version: number
  readonly institution: string
  readonly personId: string
  readonly msgid: string
  /** Digest of what was sent; another one under the same message id is refused. */
  readonly fingerprint: string
  readonly sentOn: Day
  readonly by?: string
}

/** A list as it comes: with its number where it corrects the one that stands. */
export type SentList = Omit<SettlementList, 'version'> & { readonly listId?: string }

/** The settlement that a list is of, and what was sent of it before, in its order. */
export type ListedClaim = {
  readonly claim: ClaimSettled
  readonly isReversed: boolean
  readonly held: readonly SettlementList[]
}

/** So often a list is sent: whoever mends it more often asks the office. */
export const mostVersions = 20

/** A settlement has one list: its number is the settlement's own. */
export const listIdOf = (claimId: string): string => stableId('L', 'settlement-list', claimId)

type Facts = Pick<ClaimSettled, 'claimId' | 'institution' | 'personId' | 'servedOn' | 'stay' | 'amounts'>

/** Why the content of a list is not that of its settlement. */
const contentFault = (
  { admittedOn, dischargedOn, items }: ListContent,
  { servedOn, stay, amounts }: Facts,
): Decision<never> | undefined => {
  const [from, to] = [stay?.from ?? servedOn, stay?.to ?? servedOn]
  if (admittedOn !== from || dischargedOn !== to)
    return refuse('list.other-days', { field: 'dischargedOn', figures: { from, to } })
  const listed = sum(items.map(({ amount }) => amount))
  return listed === amounts.total
    ? undefined
    : refuse('list.does-not-add-up', {
        field: 'items',
        figures: { charged: formatYuan(listed), due: formatYuan(amounts.total) },
      })
}

/** Takes a list of a settlement: once, and again only under its number. The same message again is the same list. */
export const takeList = (
  { listId, ...sent }: SentList,
  { claim, isReversed, held }: ListedClaim,
): Decision<SettlementList> => {
  const own = listIdOf(claim.claimId)
  const same = held.find(({ msgid }) => msgid === sent.msgid)
  if (same)
    return same.fingerprint === sent.fingerprint
      ? accept(same)
      : refuse('claim.other-payload', { field: 'msgid' })
  if (isReversed) return refuse('claim.already-reversed', { field: 'claimId' })
  if (listId !== undefined && (listId !== own || held.length === 0))
    return refuse('list.unknown', { field: 'listId' })
  if (listId === undefined && held.length > 0)
    return refuse('list.sent', { field: 'listId', figures: { listId: own } })
  if (held.length >= mostVersions) return refuse('list.too-often', { figures: { most: mostVersions } })
  return contentFault(sent, claim) ?? accept({ ...sent, version: held.length + 1 })
}

/** What is wrong with the lists of a settlement, as whoever looks from outside would see it. */
export const faultsOfLists = (lists: readonly SettlementList[], claim: Facts | undefined): string[] => {
  const versions = lists.map(({ version }) => version).sort((one, other) => one - other)
  const isUnbroken = versions.every((version, index) => version === index + 1)
  const isOwn = lists.every(
    ({ institution, personId }) => institution === claim?.institution && personId === claim.personId,
  )
  return [
    ...(claim ? [] : ['it is of a settlement that is not there']),
    ...(isUnbroken && lists.length <= mostVersions ? [] : ['its versions do not follow each other']),
    ...(claim && !isOwn ? ['it is another’s than the settlement is'] : []),
    ...(claim && lists.some((list) => contentFault(list, claim) !== undefined)
      ? ['its days or its cost are not those of the settlement']
      : []),
    ...(new Set(lists.map(({ msgid }) => msgid)).size === lists.length ? [] : ['one message made it twice']),
  ]
}
