import * as z from 'zod'
import { withoutBlanks } from './blanks.ts'
import { headerFields } from './fields.ts'
import { transactions } from './transactions.ts'

const { infno: _, msgid, ...optional } = headerFields

/**
 * The national envelope, without what it leaves blank. What a transaction reads of `input` is checked by the transaction;
 * other fields are carried unread.
 */
export const envelope = z.preprocess(
  (message) => withoutBlanks(message) ?? {},
  z.looseObject({
    infno: z.enum(transactions.map((transaction) => transaction.infno)),
    msgid,
    ...z.object(optional).partial().shape,
    input: z.record(z.string(), z.unknown()),
  }),
)
export type Envelope = z.output<typeof envelope>

const clock = (meaning: string) =>
  z
    .string()
    .regex(/^\d{17}$/)
    .meta({ description: `${meaning}, yyyyMMddHHmmssSSS in China` })

/** The national answer: `infcode` 0 with the output, or -1 with the reason and our stable code for it. */
export const nationalAnswer = z.strictObject({
  infcode: z.union([z.literal(0), z.literal(-1)]),
  inf_refmsgid: z.string().meta({ description: 'The answer’s own id: the same for a message sent again' }),
  refmsg_time: clock('When the message came'),
  respond_time: clock('When the answer went'),
  err_msg: z
    .string()
    .meta({ description: 'For the counter: the field, its line and value, and what is wrong' }),
  warn_msg: z.string(),
  cainfo: z.string(),
  signtype: z.string(),
  code: z.string().optional(),
  field: z.string().optional(),
  output: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: 'The groups that the transaction answers, see docs/national-interface.md' }),
})
export type NationalAnswer = z.output<typeof nationalAnswer>
