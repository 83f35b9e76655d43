import type { Day } from '#shared/calendar/day.ts'
import { laterOf } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { accountWrites, readAccount } from '../account/store.ts'
import type { Effects } from '../effects.ts'
import { clawbackDueOn, owedUntil, shortfallRuleAt } from '../gap/rules/gap-rule.ts'
import { owedOf, withLapse } from '../gap/rules/true-up.ts'
import type { StoredApplication } from '../gap/store.ts'
import { allocationIdOf, allocations, applications, clawbacksOwed } from '../gap/store.ts'
import { lapse, trueUpYear } from '../gap/true-up.ts'
import { ofYear, partition } from '../keys.ts'
import { leviesOwed } from '../levy/store.ts'
import { runNamed } from '../run-approval/rules/provincial-run.ts'
import type { Allocation } from './rules/allocation.ts'
import { allocateShares } from './rules/allocation.ts'
import type { AllocationRun } from './start-allocation-run.ts'

/** The day on which a run was approved, or that it is dated where that is later. */
const dayOf = ({ on, decidedOn = on }: AllocationRun): Day => laterOf(on, decidedOn)

/**
 * Cities that have not remitted a levy by the end of its term, or what they owe back of a share. They are late as of the day
 * on which the run was approved, whatever day it is dated.
 */
const lateCities = async (
  run: AllocationRun,
  { store, policy }: Pick<Effects, 'store' | 'policy'>,
): Promise<Set<string>> => {
  const { scheme } = run
  const day = dayOf(run)
  const [owed, owedBack] = await Promise.all([leviesOwed(store, scheme), clawbacksOwed(store, scheme)])
  return new Set([
    ...owed.filter(({ dueOn }) => dueOn < day).map(({ city }) => city),
    ...owedBack.filter((each) => clawbackDueOn(policy(), each) < day).map(({ city }) => city),
  ])
}

type Granted = StoredApplication & { readonly status: 'approved' }
type Run = AllocationRun & { readonly runId?: string }

/** What of a share is owed after a payment on a day: what is left, unless the rule has it lapse. */
const carriedOf = (application: Granted, left: Fen, on: Day, policy: Policy): Fen => {
  const rule = shortfallRuleAt(policy, application.year)
  return rule.rest === 'carried' && on <= owedUntil(application.owedFrom ?? application.approvedOn, rule)
    ? left
    : 0
}

/** A share with a payment more: over once nothing of it is owed any more. */
const paidFurther = (
  application: Granted,
  { approved, amount, carried }: { approved: Fen; amount: Fen; carried: Fen },
) => {
  const payments = (application.payments ?? 0) + 1
  const paid = fen((application.paid ?? 0) + amount)
  const unpaid = fen(approved - amount - carried)
  const counted = {
    ...{ ...application, paid, payments },
    ...(unpaid === 0 ? {} : withLapse(application, unpaid)),
  }
  const next = carried === 0 ? { ...counted, status: 'allocated', allocated: paid } : counted
  return applications.replace(next as StoredApplication, application.version)
}

const allocationWrites = (
  { scheme, year, on, runId }: Run,
  application: Granted,
  { amount: approved, paid }: Allocation,
  carried: Fen,
): Write[] => {
  const of = { city: application.city, scheme, year }
  const part = (application.payments ?? 0) + 1
  const allocation = {
    ...{ ...of, allocationId: allocationIdOf(of, part), applicationId: application.applicationId },
    ...(part === 1 ? {} : { part }),
    ...{ approved, amount: paid, disbursedOn: on },
    ...(carried === 0 ? {} : { carried }),
    ...(runId === undefined ? {} : { runId }),
  }
  return [allocations.create(allocation), paidFurther(application, { approved, amount: paid, carried })]
}

/** Shares of which nothing can be paid, and which are not owed any more on the day: they end. */
const lapsed = (waiting: readonly Granted[], { on }: Run, policy: Policy): Write[] =>
  waiting.flatMap((application) => {
    const amount = owedOf(application)
    if (amount === 0 || carriedOf(application, amount, on, policy) > 0) return []
    const { paid = 0, lapses = 0, version } = application
    const counted = { paid, lapses: lapses + 1, ...withLapse(application, amount) }
    const ended = { ...application, ...counted, status: 'allocated', allocated: paid }
    return [lapse(application, { amount, on }), applications.replace(ended as StoredApplication, version)]
  })

/** The shares that a run pays: none that was approved after the day it is dated. */
const approvedIn = async (store: Store, { scheme, year, on }: Run): Promise<Granted[]> => {
  const all = await Array.fromAsync(applications.list(store, partition('GAPS', scheme), ofYear(year)))
  return all.filter((each): each is Granted => each.status === 'approved' && each.approvedOn <= on)
}

/** What a run writes of the account as it stands, and how many it pays. */
const paymentsOf = async (run: Run, { store, policy }: Pick<Effects, 'store' | 'policy'>) => {
  const account = await readAccount(store, run.scheme)
  const late = await lateCities(run, { store, policy })
  const approved = await approvedIn(store, run)
  const owed = approved.map((application) => ({ ...application, amount: owedOf(application) }))
  const shares = allocateShares(account.balance, owed, late)
  const paidOf = new Map(shares.map((share) => [share.city, share]))
  const writes = approved.flatMap((application) => {
    const share = paidOf.get(application.city)
    if (!share) return []
    const carried = carriedOf(application, fen(share.amount - share.paid), run.on, policy())
    return allocationWrites(run, application, share, carried)
  })
  const unpaid = approved.filter(({ city }) => !paidOf.has(city) && !late.has(city))
  const movements = approved.flatMap(({ city, payments = 0 }) => {
    const paid = paidOf.get(city)?.paid
    if (paid === undefined) return []
    const sourceId = allocationIdOf({ city, scheme: run.scheme, year: run.year }, payments + 1)
    return [{ source: 'allocation' as const, sourceId, city, amount: -paid, on: run.on }]
  })
  return {
    allocations: shares.length,
    writes: [
      ...writes,
      ...lapsed(unpaid, run, policy()),
      ...(movements.length > 0 ? accountWrites(account, movements) : []),
    ],
  }
}

/**
 * Pays what is owed of the approved shares out of the account as it stands; all of it is one transaction, so it happens
 * once. Years that are final by then are trued up before.
 */
export const disburseAllocationsUnit = async (
  unit: RunUnit,
  effects: Pick<Effects, 'store' | 'policy'>,
): Promise<void> => {
  const { store } = effects
  // A unit that was queued before runs were proposed is of no run that somebody approved.
  const runId = runNamed(unit.runId) ? unit.runId : undefined
  const run = { ...inputOf<AllocationRun>(unit), ...(runId === undefined ? {} : { runId }) }
  if (!(await isUnitDone(store, unit)))
    for (const application of await approvedIn(store, run))
      await trueUpYear(application, { ...effects, today: dayOf(run) })
  await retryConflicts(async () => {
    if (await isUnitDone(store, unit)) return true
    const { allocations, writes } = await paymentsOf(run, effects)
    const written = await store.write([...writes, ...completeUnit(unit, { allocations })])
    return written.status === 'written' ? true : undefined
  })
}
