import * as z from 'zod'
import { payer } from '#shared/contracts/contribution.ts'
import { amount, city, millionths, month, scheme, signedAmount } from '#shared/contracts/fields.ts'
import { citiesSheetQuery, namedCity } from '#shared/edge/files/cities-sheet.ts'
import type { Cell } from '#shared/edge/files/sheet.ts'
import { downloadOf, percentCell, sheetTypes } from '#shared/edge/files/sheet.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { chineseNameOf, cities } from '#shared/kernel/divisions.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import { readLatest } from '../month-statement/store.ts'
import { payerNames } from '../payer-names.ts'
import { indicatorOf } from './rules/month-indicator.ts'

const collectedAnswer = z.strictObject({
  payer,
  due: signedAmount.meta({
    description: 'open before the month, with what was issued in it less what was taken off',
  }),
  collected: signedAmount.meta({ description: 'paid in the month less what was refunded' }),
  rate: millionths.optional().meta({ description: 'collected over due; absent where nothing was due' }),
  open: signedAmount.meta({ description: 'in arrears or not due yet at the end of the month' }),
})

const divisionAnswer = z.strictObject({
  city,
  scheme,
  revision: z.int().min(1).meta({ description: 'of the statement of the month that it is read from' }),
  collected: z.array(collectedAnswer),
  suspense: z
    .strictObject({ received: amount, assigned: amount, returned: amount })
    .meta({ description: 'money that fits no bill: what came in the month, went to bills, and went back' }),
})
type DivisionAnswer = z.output<typeof divisionAnswer>

const columns = [
  ...['统筹区', '险种', '缴费主体', '本月应收', '本月实收', '征缴率', '月末未缴'],
  ...['本月暂收', '暂收入账', '暂收退回'],
]
const schemeNames = { employee: '职工', resident: '居民' } as const
const rowsOf = ({ city: of, scheme: in_, collected, suspense }: DivisionAnswer): Cell[][] =>
  collected.map((each, index): Cell[] => [
    ...[chineseNameOf(of), schemeNames[in_], payerNames[each.payer]],
    ...[{ fen: each.due }, { fen: each.collected }, percentCell(each.rate), { fen: each.open }],
    // Money that fits no bill has no payer: it stands once, beside the first.
    ...(index === 0
      ? [{ fen: suspense.received }, { fen: suspense.assigned }, { fen: suspense.returned }]
      : [null, null, null]),
  ])

/** How far what was due in a month was collected, by city, from the statements of the month. */
export const indicatorRoutes = ({ store }: Pick<Effects, 'store'>): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/indicators/{month}',
    summary:
      'How far what was due in a month was collected, by city, scheme and payer, with what is still open and with money that fits no bill, from the last statement of the month; as CSV or XLSX too. A city and scheme that is not stated for the month is named.',
    scopes: ['province', 'city', 'tax', 'auditor'],
    params: z.strictObject({ month }),
    query: z.strictObject(citiesSheetQuery),
    owner: namedCity,
    downloads: sheetTypes,
    answer: z.strictObject({
      month,
      divisions: z.array(divisionAnswer),
      notStated: z.array(z.strictObject({ city, scheme })),
    }),
    refusals: [],
    handle: async ({ params: { month: of }, query: { city: asked, format } }) => {
      const accounts = cities
        .map(({ code }) => code)
        .filter((code) => asked === undefined || code === asked)
        .flatMap((code) => schemes.map((each) => ({ city: code, scheme: each })))
      const found = await Promise.all(accounts.map((account) => readLatest(store, account, of)))
      const divisions = found.flatMap((statement, index): DivisionAnswer[] => {
        const account = accounts[index]
        if (!statement || !account) return []
        const { collected, suspense } = indicatorOf(statement)
        return [{ ...account, revision: statement.revision, collected: [...collected], suspense }]
      })
      if (format !== 'json') {
        const sheet = { title: `征缴指标 ${of}`, columns, rows: divisions.flatMap(rowsOf) }
        return accept(downloadOf(sheet, format, `indicators-${of}`))
      }
      const notStated = accounts.filter((_, index) => found[index] === undefined)
      return accept({ month: of, divisions, notStated })
    },
  }),
]
