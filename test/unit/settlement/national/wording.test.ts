import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'
import { declined } from '../../../../services/settlement/national/answer.ts'
import { fields, headerFields } from '../../../../services/settlement/national/fields.ts'
import { nationalField } from '../../../../services/settlement/national/national-field.ts'
import { ungrouped } from '../../../../services/settlement/national/transaction.ts'
import { transactions } from '../../../../services/settlement/national/transactions.ts'
import { unread } from '../../../../services/settlement/national/unread.ts'
import { refusal, table } from '../../../../services/settlement/refusals.ts'

/** What a Chinese text may hold of Latin letters: names of fields, values in quotes, and what has no other name. */
const known =
  /（[a-z_]+）|“[^”]*”|yyyy-MM-dd( HH:mm:ss)?|x-tif-[a-z]+|ICD-10|ICD-9-CM-3|ID|MAC|IP|JSON|Base64|zip|[CRVDSPL][0-9a-f]{20}/g
const english = (text: string): string[] => text.replaceAll(known, '').match(/[A-Za-z]{2,}/g) ?? []

/** Refusals of operations that are no part of the national interface. */
const elsewhere =
  /^(file|import|row|pricing|what-if|approval|queue|case|supervision|catalogue(?!\.condition)|gateway-key|run|idempotency-key|cursor|route|reconciliation|correction|plan|command|agreement|benefit|take-back|maternity|account|family-premium)\.|^institution\.(bad-code|backdated)$|^request\.(invalid|too-)/

/** Figures that are numbers, days, ids or what the sender wrote. */
const data = new Set([
  ...['claimId', 'said', 'on', 'from', 'to', 'line', 'outside', 'most', 'due', 'charged', 'registered'],
  ...['claims', 'listId', 'infno', 'name', 'seconds', 'day', 'latest', 'earliest', 'division', 'institution'],
  ...['account', 'amount', 'by'],
])

const all = Object.entries({ ...table, ...doorRefusals.table }).filter(([code]) => !elsewhere.test(code))

describe('what a cashier reads of a refusal', () => {
  it.each(all)(
    '%s: has no English word, nor a field of ours, whatever its figures',
    (code, { zh, fields: of = [] }) => {
      const names = [...zh.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
      const figures = Object.fromEntries(names.map((name) => [name, data.has(name) ? '1' : 'english']))
      for (const field of [undefined, ...of.map((each) => each.replace(/\bN\b/, '0'))]) {
        const answer = declined(
          { msgid: 'M1' },
          { ...refusal('call.bad-field'), code, figures, ...(field ? { field } : {}) },
        )
        expect([answer.err_msg, english(answer.err_msg)]).toEqual([answer.err_msg, []])
        expect(answer.err_msg).toMatch(/\p{Script=Han}/u)
      }
    },
  )

  it('names fields that the sender knows: what plans and claims call otherwise has its national name', () => {
    const named = ['purpose', 'disease', 'settledOn', 'serviceOn', 'lines.3.days', 'lines.0.on', 'scheme']
    const national = new Set([...Object.keys(fields), ...Object.keys(headerFields)])
    for (const name of named) expect(national).toContain(nationalField(name).split('.').at(-1))
  })
})

const wrong = [
  {},
  [],
  [1],
  true,
  'x'.repeat(600),
  ' ',
  '\u0001',
  -1,
  1e30,
  '2025-13-45',
  '<b>',
  '不',
  7.5,
  'null',
]

/** The fields of an input, and those of its lists, each with a way to put a value there. */
const placesOf = (shape: z.ZodType): ((value: unknown) => Record<string, unknown>)[] => {
  if (!(shape instanceof z.ZodObject)) return []
  return Object.entries(shape.shape as Record<string, z.ZodType>).flatMap(([name, field]) => {
    const inner = field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType) : field
    const within = inner instanceof z.ZodArray ? placesOf(inner.element as z.ZodType) : []
    return [
      (value: unknown) => ({ [name]: value }),
      ...within.map((put) => (value: unknown) => ({ [name]: [put(value)] })),
    ]
  })
}

/** A message with values enough that only one field is at fault. */
const usual = {
  ...{ psn_no: 'P1', mdtrt_id: 'V1', setl_id: 'C1', begntime: '2025-01-01', endtime: '2025-01-02' },
  ...{ med_type: '11', medfee_sumamt: '1', opter_no: '1', sign_no: 'S', omsgid: 'M', oinfno: '2207' },
  ...{ stmt_begndate: '2025-01-01', stmt_enddate: '2025-01-01', insutype: '310', clr_type: '11' },
}

describe('a field at fault', () => {
  it.each(transactions.map((transaction) => [transaction.infno, transaction] as const))(
    'of %s is told in Chinese, whatever is written in it',
    (infno, { input: shape }) => {
      let faults = 0
      for (const put of placesOf(shape))
        for (const value of wrong) {
          const input = ungrouped({ ...usual, ...put(value) })
          const parsed = shape.safeParse(input)
          if (parsed.success) continue
          faults += 1
          const { place, reasonZh: faultZh } = schemaFault(parsed.error)
          const field = `input.${place}`
          const { err_msg } = declined(
            { msgid: 'M1', infno, input },
            refusal('call.bad-field', { field, figures: { faultZh } }),
          )
          expect([err_msg, english(err_msg)]).toEqual([err_msg, []])
        }
      expect(faults).toBeGreaterThan(0)
    },
  )

  it('of the envelope, and a body that is no message, are so too', () => {
    for (const name of [...Object.keys(headerFields), 'input'])
      for (const value of wrong) {
        const { err_msg } = unread({ infno: '1101', msgid: 'M1', input: {}, [name]: value })
        expect([err_msg, english(err_msg)]).toEqual([err_msg, []])
      }
    for (const row of ['', [], 3, null, 'text']) expect(english(unread(row).err_msg)).toEqual([])
  })
})
