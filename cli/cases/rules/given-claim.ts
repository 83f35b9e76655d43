import * as z from 'zod'
import { must } from '#shared/kernel/errors.ts'
import { charge } from '#shared/money/charge.ts'
import type { CostParts, SplitCharges } from '../../../services/settlement/adjudication/rules/split.ts'
import { splitCharges } from '../../../services/settlement/adjudication/rules/split.ts'
import { catalogueEntry } from '../../../services/settlement/catalogue/rules/catalogue.ts'
import type { Facts } from '../../../services/settlement/plan/rules/condition.ts'
import { countedBeside, facts } from '../../../services/settlement/plan/rules/condition.ts'
import type { Unit } from '../unit.ts'
import { amountIn } from '../unit.ts'
import { day } from './fields.ts'

const decimalText = z.union([z.number(), z.string().regex(/^\d+(\.\d+)?$/)]).transform(String)

const lineOf = (unit: Unit) =>
  z.strictObject({
    code: z.string().optional(),
    class: z.enum(['A', 'B', 'C']),
    firstSelfPaid: z.json().optional(),
    priceLimit: z.json().optional(),
    itemClass: z.string().optional(),
    quantity: decimalText.optional(),
    unitPrice: decimalText.optional(),
    amount: amountIn(unit).optional(),
  })
type GivenLine = z.output<ReturnType<typeof lineOf>>

/** What a case says of a claim: what the plan may ask, and its cost as lines or as sums of the four parts. */
export const givenClaim = (unit: Unit) => ({
  ...facts.omit({ stay: true, itemClass: true }).shape,
  ...countedBeside,
  care: z.enum(['inpatient', 'outpatient']).optional(),
  total: amountIn(unit).optional(),
  fullySelfPaid: amountIn(unit).optional(),
  overLimit: amountIn(unit).optional(),
  firstSelfPaid: amountIn(unit).optional(),
  inScope: amountIn(unit).optional(),
  lines: z.array(lineOf(unit)).min(1).optional(),
  useAccount: z.boolean().optional(),
  /** Of a stay, where the plan counts stays as one: when it began, where, and why. */
  admittedOn: day.optional(),
  institution: z.string().optional(),
  diagnosis: z.string().optional(),
})
export type GivenClaim = z.output<z.ZodObject<ReturnType<typeof givenClaim>>>

type GivenSums = Partial<Record<keyof CostParts, number | undefined>>

const sums = ['total', 'fullySelfPaid', 'overLimit', 'firstSelfPaid', 'inScope'] as const

/** The facts of a claim; at home nothing needs filing. */
export const factsGiven = (given: GivenClaim): Facts => {
  const known = Object.entries(given).filter(([name]) => name in facts.shape || name in countedBeside)
  const said: Facts = { purpose: 'general', ...Object.fromEntries(known) }
  return said.place === 'local' && said.filing === undefined ? { ...said, filing: 'none' } : said
}

/**
 * The cost of a claim in its four parts.
 * @throws TongchouError `cases.malformed` when it is given twice, is missing, or does not add up
 */
export const costGiven = (given: GivenClaim): Omit<SplitCharges, 'lines'> => {
  const saidAsSums = sums.some((name) => given[name] !== undefined)
  must(saidAsSums !== (given.lines !== undefined), 'cases.malformed', 'a claim needs either `lines` or sums')
  return given.lines
    ? costOfLines(given.lines, given.level)
    : { parts: costOfSums(given), classes: new Map() }
}

/** The cost of a claim said as sums. */
export const costOfSums = ({
  total,
  fullySelfPaid = 0,
  overLimit = 0,
  firstSelfPaid = 0,
  inScope,
}: GivenSums): CostParts => {
  const selfPaid = fullySelfPaid + overLimit + firstSelfPaid
  must(total !== undefined || inScope !== undefined, 'cases.malformed', 'a claim needs `total` or `inScope`')
  const whole = total ?? selfPaid + (inScope ?? 0)
  const parts = {
    total: whole,
    fullySelfPaid,
    overLimit,
    firstSelfPaid,
    inScope: inScope ?? whole - selfPaid,
  }
  const sound = parts.inScope >= 0 && parts.inScope + selfPaid === whole
  must(sound, 'cases.malformed', 'total is not fullySelfPaid + overLimit + firstSelfPaid + inScope')
  return parts
}

const costOfLines = (lines: readonly GivenLine[], level: Facts['level']): Omit<SplitCharges, 'lines'> => {
  must(
    level !== undefined || lines.every(({ priceLimit }) => priceLimit === undefined),
    'cases.malformed',
    'a price limit needs the `level` of the hospital',
  )
  const coded = lines.map((line, index) => ({ ...line, code: line.code ?? `line-${index + 1}` }))
  const entries = new Map(
    coded.map(({ code, class: ofClass, ...line }) => [code, entryOf(code, ofClass, line)]),
  )
  const charges = coded.map((line) => ({
    code: line.code,
    quantity: line.quantity ?? '1',
    amount: amountOf(line),
  }))
  return splitCharges(charges, (code) => entries.get(code), level ?? 1)
}

const entryOf = (code: string, ofClass: string, line: Omit<GivenLine, 'code' | 'class'>) => {
  const said = {
    code,
    class: ofClass,
    firstSelfPaid: line.firstSelfPaid,
    priceLimit: line.priceLimit,
    itemClass: line.itemClass,
  }
  const entry = catalogueEntry.safeParse(said)
  must(entry.success, 'cases.malformed', `${code}: ${entry.error?.issues[0]?.message ?? ''}`)
  return entry.data
}

const amountOf = ({ code, quantity, unitPrice, amount }: GivenLine): number => {
  const charged = unitPrice === undefined ? undefined : charge(quantity ?? '1', unitPrice)
  const said = amount ?? charged
  must(said !== undefined, 'cases.malformed', `${code} needs \`amount\`, or \`quantity\` and \`unitPrice\``)
  must(
    charged === undefined || said === charged,
    'cases.malformed',
    `${code}: quantity × unitPrice is not amount`,
  )
  return said
}
