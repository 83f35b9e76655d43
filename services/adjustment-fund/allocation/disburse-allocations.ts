import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import { accountWrites, readAccount } from '../account/store.ts'
import type { Effects } from '../effects.ts'
import type { StoredApplication } from '../gap/store.ts'
import { applications } from '../gap/store.ts'
import { ofYear, partition } from '../keys.ts'
import { levies, levyReceipts } from '../levy/store.ts'
import { runNamed } from '../run-approval/rules/provincial-run.ts'
import type { Allocation } from './rules/allocation.ts'
import { allocateShares } from './rules/allocation.ts'
import type { AllocationRun } from './start-allocation-run.ts'
import { allocations } from './store.ts'

/** Cities that have not remitted a levy by the end of its term. */
const lateCities = async (store: Store, { scheme, on }: AllocationRun): Promise<Set<string>> => {
  const [assessed, receipts] = await Promise.all([
    Array.fromAsync(levies.list(store, partition('LEVIES', scheme))),
    Array.fromAsync(levyReceipts.list(store, partition('RECEIPTS', scheme))),
  ])
  const remitted = new Set(receipts.map(({ levyId }) => levyId))
  const late = assessed.filter(
    ({ status, dueOn, levyId }) => status === 'due' && dueOn < on && !remitted.has(levyId),
  )
  return new Set(late.map(({ city }) => city))
}

const allocationWrites = (
  { scheme, year, on, runId }: AllocationRun & { readonly runId?: string },
  application: StoredApplication,
  { city, amount, paid }: Allocation,
): Write[] => {
  const allocation = {
    allocationId: `A-${scheme}-${year}-${city}`,
    applicationId: application.applicationId,
    ...{ city, scheme, year },
    ...{ approved: amount, amount: paid, disbursedOn: on },
    ...(runId === undefined ? {} : { runId }),
  }
  const allocated = { ...application, status: 'allocated' as const, allocated: paid } as StoredApplication
  return [allocations.create(allocation), applications.replace(allocated, application.version)]
}

/** Pays the approved shares out of the account as it stands; all of it is one transaction, so it happens once. */
export const disburseAllocationsUnit = async (
  unit: RunUnit,
  { store }: Pick<Effects, 'store'>,
): Promise<void> => {
  // A unit that was queued before runs were proposed is of no run that somebody approved.
  const runId = runNamed(unit.runId) ? unit.runId : undefined
  const run = { ...inputOf<AllocationRun>(unit), ...(runId === undefined ? {} : { runId }) }
  await retryConflicts(async () => {
    if (await isUnitDone(store, unit)) return true
    const account = await readAccount(store, run.scheme)
    const late = await lateCities(store, run)
    const standing = await Array.fromAsync(
      applications.list(store, partition('GAPS', run.scheme), ofYear(run.year)),
    )
    const approved = standing.flatMap((application) =>
      application.status === 'approved' ? [{ ...application, amount: application.share.fund }] : [],
    )
    const shares = allocateShares(account.balance, approved, late)
    const writes = shares.flatMap((allocation) => {
      const application = standing.find(({ city }) => city === allocation.city)
      must(application !== undefined, 'allocation.no-application', 'an allocation without application')
      return allocationWrites(run, application, allocation)
    })
    const movements = shares.map(({ city, paid }) => ({
      source: 'allocation' as const,
      sourceId: `A-${run.scheme}-${run.year}-${city}`,
      city,
      amount: -paid,
      on: run.on,
    }))
    const written = await store.write([
      ...writes,
      ...(movements.length > 0 ? accountWrites(account, movements) : []),
      ...completeUnit(unit, { allocations: shares.length }),
    ])
    return written.status === 'written' ? true : undefined
  })
}
