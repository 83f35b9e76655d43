import type { Month } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { formatYuan } from '#shared/money/fen.ts'
import { usccCheck } from '../../../services/contribution/employer/rules/uscc.ts'
import { groupBy } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { amountIn } from '../inputs.ts'
import { cityClerk } from '../roles.ts'
import type { SentRun } from './files.ts'
import { sendFile, settleFiles } from './files.ts'

type WageRows = Context['inputs']['wages']

/** A unified social credit code of an employer that is made up: of its city, and always the same for its id. */
export const creditCodeOf = (employer: string, city: string): string => {
  const first = `91${city}${stableId('', employer).slice(0, 9).toUpperCase()}`
  return `${first}${usccCheck(first)}`
}

type Wages = {
  readonly city: string
  readonly month: Month
  readonly rows: WageRows
  readonly importId: string
  /** Somebody of none of the files. */
  readonly more?: {
    readonly employer: string
    readonly name: string
    readonly number: string
    readonly yuan: string
  }
}

/** Sends the wages of a month, as the tax client writes them: a title above, and certificates of type 201. */
export const wageFile = (
  context: Context,
  { city, month, rows, importId, more }: Wages,
): Promise<SentRun> => {
  const names = new Map(context.inputs.enrolment.map((row) => [row.id_number, row.name]))
  const lines = rows.map((row) => {
    const name = names.get(row.id_number)
    must(
      name !== undefined,
      'year.unknown-person',
      `wages.csv, line ${row.fileLine}, id_number: nobody is enrolled under it`,
    )
    const yuan = formatYuan(amountIn('wages', row, 'monthly_wage'))
    return [row.employer_id, name, '201', row.id_number, month, yuan]
  })
  const joiner = more ? [[more.employer, more.name, '201', more.number, month, more.yuan]] : []
  return sendFile(context, {
    ...{ service: 'contribution', kind: 'wages', importId, as: cityClerk(city), title: '职工工资申报表' },
    rows: [
      ['*单位编号', '*姓名', '*身份证件类型代码', '*身份证件号码', '*费款所属期', '基本医疗保险'],
      ...lines,
      ...joiner,
    ],
  })
}

/** The county in which a city's employers lie: the one that its villages are of. */
const countyOf = (city: string): string => `${city.slice(0, 4)}02`

/** Registers the employers of each city by a list, and hands in the wages of January, which stand for the later months. */
export const handInWages = (context: Context): Promise<void> =>
  context.phase('wage lists', async ({ expect, done }) => {
    const { inputs, year } = context
    const cities = [...groupBy(inputs.wages, ({ city }) => city)]
    expect(cities.length)
    const registered = []
    for (const [city, rows] of cities) {
      const employers = [...groupBy(rows, ({ employer_id }) => employer_id).keys()]
      registered.push(
        await sendFile(context, {
          ...{ service: 'contribution', kind: 'employers', as: cityClerk(city) },
          importId: `employers-${city}`,
          rows: [
            ['单位编号', '单位名称', '统一社会信用代码', '单位类型', '所属区县'],
            ...employers.map((each) => [
              each,
              `用人单位${each}`,
              creditCodeOf(each, city),
              '企业',
              countyOf(city),
            ]),
          ],
        }),
      )
    }
    await settleFiles(context, registered)
    const handed = []
    for (const [city, rows] of cities) {
      // An employer's rows stand together in what offices send.
      const sorted = [...groupBy(rows, ({ employer_id }) => employer_id).values()].flat()
      handed.push(
        await wageFile(context, { city, month: `${year}-01`, rows: sorted, importId: `wages-${city}` }),
      )
    }
    await settleFiles(context, handed)
    done(handed.length)
  })
