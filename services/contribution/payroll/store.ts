import type { Item } from '#shared/edge/store/attribute-value.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { Payroll } from '../billing/rules/employer-bills.ts'

const payrollKey = (employerId: string): Key => ({ pk: `EMPLOYER#${employerId}`, sk: 'PAYROLL' })

/** Handed-in lists by the id of their command: a list that comes again late must not undo a newer one. */
type Commands = Readonly<Record<string, string>>

const toItem = ({ employerId, city, lines }: Payroll, commands: Commands): Item & Key => ({
  ...payrollKey(employerId),
  gsi1pk: `PAYROLLS#${city}`,
  gsi1sk: employerId,
  kind: 'payroll',
  ...{ employerId, city, lines, commands },
})

const toPayroll = ({ employerId, city, lines }: Stored): Payroll =>
  ({ employerId, city, lines }) as unknown as Payroll

/** Replaces an employer's wage list, once a command; an employer belongs to one city. */
export const savePayroll = (
  store: Store,
  payroll: Payroll,
  commandId: string,
): Promise<Decision<Payroll>> => {
  const payload = fingerprint(payroll)
  return retryConflicts(async () => {
    const stored = await store.get(payrollKey(payroll.employerId))
    if (stored && stored.city !== payroll.city)
      return refuse('contribution.employer-elsewhere', `the employer belongs to ${stored.city}`, {
        field: 'city',
      })
    const commands = (stored?.commands ?? {}) as Commands
    const earlier = commands[commandId]
    if (earlier === payload) return accept(payroll)
    if (earlier !== undefined)
      return refuse('idempotency-key.other-payload', 'the key was used for another wage list')
    const item = toItem(payroll, { ...commands, [commandId]: payload })
    const version = stored ? Number(stored.version) : 0
    const written = await store.write([{ kind: 'replace', item, version }])
    return written.status === 'written' ? accept(payroll) : undefined
  })
}

/** The wage lists of employers, in the order asked for. */
export const readPayrolls = async (
  store: Store,
  employerIds: readonly string[],
): Promise<(Payroll | undefined)[]> =>
  (await store.getMany(employerIds.map(payrollKey))).map((item) => item && toPayroll(item))

/** The employers of a city that have a wage list. */
export const listEmployers = async (store: Store, city: string): Promise<string[]> => {
  const employers: string[] = []
  for await (const { employerId } of store.list({ index: 'gsi1', pk: `PAYROLLS#${city}` }))
    employers.push(String(employerId))
  return employers
}
