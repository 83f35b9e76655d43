import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { payrollKey, payrollsPartition } from '../keys.ts'
import type { Payroll } from './rules/payroll.ts'

/** A wage list as stored, with the commands it ever was replaced by: one that comes again late must not undo a newer one. */
type StoredPayroll = Payroll & {
  readonly commandIds: readonly string[]
  readonly version: number
}

export const payrolls = defineRecord<StoredPayroll, Pick<Payroll, 'employerId'>>({
  kind: 'payroll',
  key: ({ employerId }) => payrollKey(employerId),
  index: ({ city, employerId }) => ({ gsi1pk: payrollsPartition(city), gsi1sk: employerId }),
})

/** The wage lists of employers, in the order asked for. */
export const readPayrolls = (
  store: Store,
  employerIds: readonly string[],
): Promise<(Payroll | undefined)[]> =>
  payrolls.readMany(
    store,
    employerIds.map((employerId) => ({ employerId })),
  )

/** The employers of a city that have a wage list. */
export const listEmployers = async (store: Store, city: string): Promise<string[]> => {
  const employers: string[] = []
  for await (const { employerId } of payrolls.list(store, payrollsPartition(city), { index: 'gsi1' }))
    employers.push(employerId)
  return employers
}
