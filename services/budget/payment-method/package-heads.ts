import type { FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { ItemFields } from '../keys.ts'
import { packageHeadsApprovedKey, packageHeadsKey, packageHeadsPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { PackageHeads } from './rules/package-heads.ts'
import { headsTogether } from './rules/package-heads.ts'

type HeadsRecord = PackageHeads & Fund & { readonly version: number }
type HeadsName = Fund & Pick<PackageHeads, 'year' | 'list'>

export const recordedHeads = defineRecord<HeadsRecord, HeadsName>({
  kind: 'package-heads',
  key: ({ year, list, ...fund }) => packageHeadsKey(fund, year, list),
})

const headsOf = ({ pk, sk, kind, city, scheme, version, ...heads }: HeadsRecord & ItemFields): PackageHeads =>
  heads

/** How often heads of a fund and year were approved: two lists that are approved at once do not both find room. */
type Approvals = Fund & Pick<PackageHeads, 'year'> & { readonly heads: number; readonly version: number }

export const headsApprovals = defineRecord<Approvals, Fund & Pick<PackageHeads, 'year'>>({
  kind: 'package-heads-approved',
  key: ({ year, ...fund }) => packageHeadsApprovedKey(fund, year),
})

/** Decides on the approval of a list by the heads of all others, and saves it with what all come to. */
export const changeApproval = (
  store: Store,
  name: HeadsName,
  decide: (state: PackageHeads | undefined, others: number) => Decision<PackageHeads>,
): Promise<Decision<PackageHeads>> =>
  retryConflicts(async () => {
    const { city, scheme, year, list } = name
    const fund = { city, scheme }
    // What counts approvals is read first: a list that is approved after this makes the write fail.
    const approvals = await headsApprovals.read(store, { ...fund, year })
    const lists = await listHeads(store, fund, year)
    const found = await recordedHeads.read(store, name)
    const before = found && headsOf(found)
    const decision = decide(before, headsTogether(lists.filter((each) => each.list !== list)))
    if (decision.status === 'refused' || decision.value === before) return decision
    const [version, count] = [found?.version ?? 0, approvals?.version ?? 0]
    const heads = decision.value.together ?? 0
    const written = await store.write([
      recordedHeads.replace({ ...decision.value, city, scheme, version }, version),
      headsApprovals.replace({ ...fund, year, heads, version: count }, count),
    ])
    return written.status === 'written' ? decision : undefined
  })

/** Decides on the heads of a list and saves them at their next version; the same decision again changes nothing. */
export const changeHeads = (
  store: Store,
  name: HeadsName,
  decide: (state: PackageHeads | undefined) => Decision<PackageHeads>,
): Promise<Decision<PackageHeads>> =>
  retryConflicts(async () => {
    const found = await recordedHeads.read(store, name)
    const before = found && headsOf(found)
    const decision = decide(before)
    if (decision.status === 'refused' || decision.value === before) return decision
    const { city, scheme } = name
    const version = found?.version ?? 0
    const written = await store.write([
      recordedHeads.replace({ ...decision.value, city, scheme, version }, version),
    ])
    return written.status === 'written' ? decision : undefined
  })

/** The heads of a fund year's lists, in order of lists. */
export const listHeads = (store: Store, fund: Fund, year: FundYear): Promise<PackageHeads[]> =>
  Array.fromAsync(recordedHeads.list(store, packageHeadsPartition(fund, year)), headsOf)
