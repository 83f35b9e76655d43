import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import type { Payroll } from './rules/payroll.ts'
import { payrolls } from './store.ts'

/** Replaces an employer's wage list, once a command; an employer belongs to one city. */
export const savePayroll = (
  payroll: Payroll,
  commandId: string,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<Payroll>> =>
  retryConflicts(async () => {
    const stored = await payrolls.read(store, payroll)
    if (stored && stored.city !== payroll.city)
      return refuse('contribution.employer-elsewhere', { field: 'city', figures: { city: stored.city } })
    const { commandIds = [], version = 0 } = stored ?? {}
    if (commandIds.includes(commandId)) return accept(payroll)
    const next = { ...payroll, commandIds: [...commandIds, commandId], version }
    const written = await store.write([payrolls.replace(next, version)])
    return written.status === 'written' ? accept(payroll) : undefined
  })
