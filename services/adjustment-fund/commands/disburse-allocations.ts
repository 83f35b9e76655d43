import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, isUnitDone } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import { accountWrites, readAccount } from '../adapters/accounts.ts'
import { cityYearKey } from '../adapters/keys.ts'
import type { PaidAllocation, StoredApplication } from '../adapters/records.ts'
import { listRecords } from '../adapters/records.ts'
import type { Allocation } from '../domain/allocation.ts'
import { allocateShares } from '../domain/allocation.ts'
import type { Effects } from '../effects.ts'
import type { AllocationRun } from './start-allocation-run.ts'

/** Cities that have not remitted a levy by the end of its term. */
const lateCities = async (store: Store, { scheme, on }: AllocationRun): Promise<Set<string>> => {
  const [levies, receipts] = await Promise.all([
    listRecords(store, 'LEVIES', scheme),
    listRecords(store, 'RECEIPTS', scheme),
  ])
  const remitted = new Set(receipts.map(({ levyId }) => levyId))
  const late = levies.filter(
    ({ status, dueOn, levyId }) => status === 'due' && dueOn < on && !remitted.has(levyId),
  )
  return new Set(late.map(({ city }) => city))
}

const allocationWrites = (
  { scheme, year, on }: AllocationRun,
  application: StoredApplication,
  { city, amount, paid }: Allocation,
): Write[] => {
  const allocation: PaidAllocation = {
    kind: 'allocation',
    allocationId: `A-${scheme}-${year}-${city}`,
    applicationId: application.applicationId,
    city,
    scheme,
    year,
    approved: amount,
    amount: paid,
    disbursedOn: on,
  }
  return [
    { kind: 'create', item: { ...cityYearKey('ALLOCATIONS', scheme, year, city), ...allocation } },
    {
      kind: 'replace',
      item: {
        ...cityYearKey('GAPS', scheme, year, city),
        ...application,
        status: 'allocated',
        allocated: paid,
      },
      version: application.version,
    },
  ]
}

/** Pays the approved shares out of the account as it stands; all of it is one transaction, so it happens once. */
export const disburseAllocationsUnit = async (
  unit: RunUnit,
  { store }: Pick<Effects, 'store'>,
): Promise<void> => {
  const run = unit.input as unknown as AllocationRun
  await retryConflicts(async () => {
    if (await isUnitDone(store, unit)) return true
    const account = await readAccount(store, run.scheme)
    const late = await lateCities(store, run)
    const applications = await listRecords(store, 'GAPS', run.scheme, run.year)
    const approved = applications.flatMap((application) =>
      application.status === 'approved' ? [{ ...application, amount: application.share.fund }] : [],
    )
    const allocations = allocateShares(account.balance, approved, late)
    const writes = allocations.flatMap((allocation) => {
      const application = applications.find(({ city }) => city === allocation.city)
      must(application !== undefined, 'allocation.no-application', 'an allocation without application')
      return allocationWrites(run, application, allocation)
    })
    const movements = allocations.map(({ city, paid }) => ({
      source: 'allocation' as const,
      sourceId: `A-${run.scheme}-${run.year}-${city}`,
      city,
      amount: -paid,
      on: run.on,
    }))
    const written = await store.write([
      ...writes,
      ...(movements.length > 0 ? accountWrites(account, movements) : []),
      ...completeUnit(unit, { allocations: allocations.length }),
    ])
    return written.status === 'written' ? true : undefined
  })
}
