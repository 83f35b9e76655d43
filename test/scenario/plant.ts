import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { StackRecord } from '../../cli/verify/verify.ts'

/** What of an item a fault changes. */
export type Change = (item: RecordedItem) => Record<string, unknown>

/** Adds to a figure of an item. */
export const plus =
  (name: string, amount: number): Change =>
  (item) => ({
    [name]: Number(item[name] ?? 0) + amount,
  })

/** Changes the first item of a kind. */
export const changed =
  (kind: string, change: Change, where: (item: RecordedItem) => boolean = () => true) =>
  (records: readonly StackRecord[]): StackRecord[] => {
    const at = records.findIndex(({ item }) => item.kind === kind && where(item))
    return records.map((record, index) =>
      index === at ? { ...record, item: { ...record.item, ...change(record.item) } as RecordedItem } : record,
    )
  }

/** Leaves the first item of a kind out, as if its write had been lost. */
export const lost =
  (kind: string, where: (item: RecordedItem) => boolean = () => true) =>
  (records: readonly StackRecord[]): StackRecord[] => {
    const at = records.findIndex(({ item }) => item.kind === kind && where(item))
    return records.filter((_, index) => index !== at)
  }

/** Adds to what an entry moves on an account. */
export const movement =
  (account: string, amount: number): Change =>
  ({ movements }) => {
    const before = movements as Record<string, number>
    return { movements: { ...before, [account]: (before[account] ?? 0) + amount } }
  }
/** Adds to a figure within a record of figures. */
export const figures =
  (record: string, name: string, amount: number): Change =>
  ({ [record]: before }) => {
    const held = before as Record<string, number>
    return { [record]: { ...held, [name]: (held[name] ?? 0) + amount } }
  }
/** Entries booked for a reason. */
export const reason = (wanted: string) => (item: RecordedItem) => item.reason === wanted

type InsuredSpells = {
  readonly spells: readonly unknown[]
  readonly paidBills: readonly unknown[]
  readonly awaitsNumber?: true
}
/** Changes what is recorded of a person. */
export const insured =
  (change: (insured: InsuredSpells) => Partial<InsuredSpells>): Change =>
  (item) => {
    const before = item.insured as InsuredSpells
    return { insured: { ...before, ...change(before) } }
  }
/** Coverages as enrollment records them: contribution keeps what it needs of them under the same name. */
export const enrolled = ({ insured }: RecordedItem): boolean => insured !== undefined
/** Persons who paid and are entitled. */
export const entitled = ({ entitlements, ...item }: RecordedItem): boolean =>
  enrolled(item as RecordedItem) &&
  (entitlements as readonly { spells: readonly unknown[] }[]).some(({ spells }) => spells.length > 0) &&
  (item.insured as InsuredSpells).paidBills.length > 0

type ResidentBill = { readonly billId: string; readonly scheme: string; readonly from: string }
const firstPaidIn = ({ insured: known }: RecordedItem): ResidentBill | undefined =>
  (known as { paidBills: readonly ResidentBill[] }).paidBills.find(({ scheme }) => scheme === 'resident')
/** Persons with a resident's bill and no other paid bill. */
export const isResidentPaid = (item: RecordedItem): boolean =>
  firstPaidIn(item) !== undefined && (item.insured as InsuredSpells).paidBills.length === 1
/** Has a difference to a person's bill that was due on the first of its year, and that nobody paid. */
export const owing: Change = (item) => {
  const { billId = '', from = '' } = firstPaidIn(item) ?? {}
  const difference = { billId: `D-${billId}`, of: billId, dueOn: `${from}-01`, turn: 1 }
  return { insured: { ...(item.insured as object), differences: [difference] } }
}
