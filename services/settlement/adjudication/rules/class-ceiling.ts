import type { ClassCeiling } from '../../plan/rules/class-ceiling.ts'
import { chooseRow } from '../../plan/rules/rows.ts'
import type { BasicCase, ClassPayments, ClassShares } from './basic-case.ts'

type RatePayment = { readonly paid: number; readonly byClass: ClassShares; readonly payable: number }

/** Cuts what the rates pay of item classes with a ceiling of their own, the classes in their order on the claim. */
export const underClassCeiling = (
  { facts, counted, steps }: BasicCase,
  { itemClass, amount, per }: ClassCeiling,
  { paid, byClass, payable }: RatePayment,
): { readonly paid: number; readonly classes: ClassPayments } => {
  const before = per === 'year' ? (counted.classPaid ?? 0) : 0
  const room = Math.max(0, chooseRow(amount, facts, 'classCeiling').value - before)
  const cut = new Map(byClass)
  let wanted = 0
  let classPaid = 0
  for (const [name, share] of byClass) {
    if (!itemClass.includes(name)) continue
    const basic = Math.min(share.basic, room - classPaid)
    cut.set(name, { deductible: share.deductible, basic })
    wanted += share.basic
    classPaid += basic
  }
  const out = paid - wanted + classPaid
  if (wanted > 0) steps.push({ step: 'classCeiling', in: [paid, wanted, room], out, room: room - classPaid })
  return { paid: out, classes: { byClass: cut, classPaid, coinsurance: payable - paid } }
}
