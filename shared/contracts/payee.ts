import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'

/** Whom a payment order can pay: a hospital or pharmacy, an insured person, an employer, or an office by its division. */
export const payeeKinds = ['institution', 'person', 'employer', 'office'] as const
export const payeeKind = z.enum(payeeKinds)
export type PayeeKind = z.output<typeof payeeKind>

/** What the number of an identity card looks like, of fifteen digits or eighteen. */
const cardNumber = /^(\d{15}|\d{17}[\dXx])$/

/** Who is paid, by the id that they have here: never a name, an account or the number of an identity card. */
export const payee = z
  .strictObject({ kind: payeeKind, id })
  .refine(
    (whom) => whom.kind !== 'person' || !cardNumber.test(whom.id),
    'a person is named by their id here, not by the number of their identity card',
  )
export type Payee = z.output<typeof payee>
