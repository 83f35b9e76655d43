import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { envelope } from '../../../../services/settlement/national/envelope.ts'
import { headerFields } from '../../../../services/settlement/national/fields.ts'
import { ungrouped } from '../../../../services/settlement/national/transaction.ts'
import { transactions } from '../../../../services/settlement/national/transactions.ts'

type Shape = Readonly<Record<string, z.ZodType>>
type Fields = Record<string, unknown>

const blanks: readonly unknown[] = ['', '  ', '\u3000', null]

/** One of these is a right value of any field. */
const values = ['2025-03-01 08:00:00', 'X1', '1', '1.00', '310', '11', '2025', '2207']

const isOptional = (field: z.ZodType): boolean =>
  field instanceof z.ZodOptional || field instanceof z.ZodDefault
const inner = (field: z.ZodType): z.ZodType =>
  field instanceof z.ZodOptional || field instanceof z.ZodDefault ? inner(field.unwrap() as z.ZodType) : field

const rowOf = (field: z.ZodType): Shape | undefined => {
  const list = inner(field)
  return list instanceof z.ZodArray && list.element instanceof z.ZodObject ? list.element.shape : undefined
}

/** The fields of a group that stands under a name of its own. */
const groupOf = (field: z.ZodType): Shape | undefined => {
  const group = inner(field)
  return group instanceof z.ZodObject ? (group.shape as Shape) : undefined
}

/** A right value of a field: of a list one row of what it must have, of a group the same. */
const rightValue = (name: string, field: z.ZodType): unknown => {
  const row = rowOf(field)
  if (row) return [required(row)]
  const group = groupOf(field)
  if (group) return required(group)
  const value = values.find((each) => inner(field).safeParse(each).success)
  if (value === undefined) throw new Error(`no right value of ${name}`)
  return value
}

/** The fields that have to be there, and no others. */
const required = (shape: Shape): Fields =>
  Object.fromEntries(
    Object.entries(shape)
      .filter(([, field]) => !isOptional(field))
      .map(([name, field]) => [name, rightValue(name, field)]),
  )

/** Whether a field is blank by itself; lists have rows, which are told apart. */
const isPlain = (field: z.ZodType): boolean =>
  !(inner(field) instanceof z.ZodArray || inner(field) instanceof z.ZodUnion) || rowOf(field) !== undefined

type Variant = { readonly what: string; readonly without: Fields; readonly blank: Fields }

/** A message without an optional field and with it blank, for every optional field at any depth. */
const variantsOf = (shape: Shape): Variant[] => {
  const base = required(shape)
  return Object.entries(shape).flatMap(([name, field]) => {
    const own =
      isOptional(field) && isPlain(field)
        ? blanks.map((blank) => ({ what: name, without: base, blank: { ...base, [name]: blank } }))
        : []
    const row = rowOf(field)
    const rows = row
      ? variantsOf(row).map(({ what, without, blank }) => ({
          what: `${name}[].${what}`,
          without: { ...base, [name]: [without] },
          blank: { ...base, [name]: [blank] },
        }))
      : []
    const within = variantsOf(groupOf(field) ?? {}).map(({ what, without, blank }) => ({
      what: `${name}.${what}`,
      without: { ...base, [name]: without },
      blank: { ...base, [name]: blank },
    }))
    return [...own, ...rows, ...within]
  })
}

/** All optional fields of a message blank at once, as systems send them. */
const allBlank = (shape: Shape): Fields => ({
  ...Object.fromEntries(
    Object.entries(shape).map(([name, field]) => {
      const row = rowOf(field)
      if (row && !isOptional(field)) return [name, [allBlank(row)]]
      return [name, isOptional(field) ? '' : rightValue(name, field)]
    }),
  ),
})

const read = (infno: string, input: Fields) => {
  const said = envelope.parse({ infno, msgid: 'M1', input })
  const transaction = transactions.find((each) => each.infno === infno)
  return transaction?.input.parse(ungrouped(said.input))
}

const shapes = transactions.map(({ infno, input }) => ({
  infno,
  shape: (input as z.ZodObject).shape as Shape,
}))

describe('a blank field of a message', () => {
  it.each(shapes)(
    'of $infno is a field that was not sent, whichever it is and however blank',
    ({ infno, shape }) => {
      const variants = variantsOf(shape)
      for (const { what, without, blank } of variants)
        expect(read(infno, blank), `${infno} ${what}`).toEqual(read(infno, without))
      for (const group of ['data', 'mdtrtinfo', 'dscginfo'])
        for (const { what, without, blank } of variants)
          if (!what.includes('[]') && shape.data === undefined)
            expect(
              ungrouped(envelope.parse({ infno, msgid: 'M1', input: { [group]: blank } }).input),
            ).toMatchObject(without)
      expect(read(infno, allBlank(shape))).toEqual(read(infno, required(shape)))
    },
  )

  it('is so in the envelope', () => {
    const said = { infno: '1101', msgid: 'M1', input: { psn_no: 'P1' } }
    const { infno: _, msgid: __, ...optional } = headerFields
    for (const name of Object.keys(optional))
      for (const blank of blanks) expect(envelope.parse({ ...said, [name]: blank }), name).toEqual(said)
  })

  it('that is needed is refused, and named', () => {
    for (const { infno, shape } of shapes)
      for (const name of Object.keys(required(shape)))
        for (const blank of blanks) {
          const { input } = envelope.parse({
            infno,
            msgid: 'M1',
            input: { ...required(shape), [name]: blank },
          })
          const transaction = transactions.find((each) => each.infno === infno)
          const { error } = transaction?.input.safeParse(ungrouped(input)) ?? {}
          expect(error?.issues[0]?.path[0], `${infno} ${name}`).toBe(name)
        }
  })

  it('counts: the fields of all transactions, each in every way to be blank', () => {
    const tried = shapes.flatMap(({ shape }) => variantsOf(shape))
    expect(tried.length).toBeGreaterThanOrEqual(800)
  })
})
