import { must } from '#shared/kernel/errors.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { aidRows } from '#shared/kernel/scheme.ts'
import { usccCheck } from '../../../services/contribution/employer/rules/uscc.ts'
import { concurrently, groupBy } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { toCsv } from '../csv-pieces.ts'
import { amountIn } from '../inputs.ts'
import { cityClerk, cityReviewer, civilAffairs } from '../roles.ts'

/** Ids of the insured by their ID numbers: files name people, the system knows ids. */
export type PersonIds = ReadonlyMap<string, string>

const mostRows = 200
/** A piece of a file of this many bytes fits into a request. */
const aidPieceBytes = 300_000

type Import = {
  readonly bad: readonly { readonly line: number; readonly column: string; readonly reason: string }[]
  readonly persons: readonly { readonly line: number; readonly personId: string }[]
}

export const importRows = async (
  { client }: Context,
  city: string,
  rows: Context['inputs']['enrolment'],
  ids: Map<string, string>,
): Promise<void> => {
  const key = `enrolment-${city}-${rows[0]?.fileLine}-${rows.at(-1)?.fileLine}`
  const answer = await client.command<Import>(cityClerk(city), 'POST', '/v1/enrollment/imports', key, {
    contentBase64: toCsv('enrolment', rows),
    onBadRows: 'refuse',
  })
  const [bad] = answer.bad
  must(
    bad === undefined,
    'year.enrolment-refused',
    `enrolment.csv, line ${rows[(bad?.line ?? 2) - 2]?.fileLine}, ${bad?.column}: ${bad?.reason}`,
  )
  for (const { line, personId } of answer.persons) {
    const row = rows[line - 2]
    if (row) ids.set(row.id_number, personId)
  }
}

/** Imports the enrolment list, each city its own people. */
export const enrol = (context: Context): Promise<PersonIds> =>
  context.phase('enrolment', async ({ expect, done }) => {
    const { inputs, atATime, settle } = context
    const ids = new Map<string, string>()
    expect(inputs.enrolment.length)
    const pieces = [...groupBy(inputs.enrolment, ({ city }) => city)].flatMap(([city, rows]) =>
      inPieces(rows, mostRows).map((piece) => ({ city, piece })),
    )
    await concurrently(pieces, Math.min(4, atATime), async ({ city, piece }) => {
      await importRows(context, city, piece, ids)
      done(piece.length)
    })
    await settle()
    return ids
  })

type Reports = {
  readonly bad: Import['bad']
  readonly reported: readonly { readonly personId: string; readonly number: number }[]
}

export const reportMonths = async (
  { client }: Context,
  city: string,
  rows: Context['inputs']['paidMonths'],
): Promise<void> => {
  const key = `paid-months-${city}-${rows[0]?.fileLine}-${rows.at(-1)?.fileLine}`
  const file = { contentBase64: toCsv('paidMonths', rows) }
  const answer = await client.command<Reports>(
    cityClerk(city),
    'POST',
    '/v1/enrollment/report-files',
    key,
    file,
  )
  const [bad] = answer.bad
  must(
    bad === undefined,
    'year.paid-months-refused',
    `paid-months.csv, line ${rows[(bad?.line ?? 2) - 2]?.fileLine}, ${bad?.column}: ${bad?.reason}`,
  )
  const reports = answer.reported.map(({ personId, number }) => ({ personId, number }))
  await client.command(cityReviewer(city), 'POST', '/v1/enrollment/reports/approvals', `${key}-approved`, {
    reports,
  })
}

/** Has the months that employees paid before reported by each city's clerk, and approved by its reviewer. */
export const provePaidMonths = (context: Context): Promise<void> =>
  context.phase('paid months', async ({ expect, done }) => {
    const { inputs, atATime } = context
    expect(inputs.paidMonths.length)
    const cities = new Map(inputs.enrolment.map((row) => [row.id_number, row.city]))
    const cityOf = (row: { readonly id_number: string; readonly fileLine: number }): string => {
      const city = cities.get(row.id_number)
      must(
        city !== undefined,
        'year.unknown-person',
        `paid-months.csv, line ${row.fileLine}, id_number: nobody is enrolled under it`,
      )
      return city
    }
    const pieces = [...groupBy(inputs.paidMonths, cityOf)].flatMap(([city, rows]) =>
      inPieces(rows, mostRows).map((piece) => ({ city, piece })),
    )
    await concurrently(pieces, Math.min(4, atATime), async ({ city, piece }) => {
      await reportMonths(context, city, piece)
      done(piece.length)
    })
  })

type AidRows = Context['inputs']['aid']
type AidOfCity = {
  readonly city: string
  readonly from: string
  /** Everybody who has a category by that day: a list is whole. */
  readonly rows: AidRows
  readonly comes: number
}

/** The lists of each city, by the city that the recipients are enrolled in: one for each day on which somebody comes. */
const aidByCity = ({ inputs }: Context): AidOfCity[] => {
  const cities = new Map(inputs.enrolment.map((row) => [row.id_number, row.city]))
  const groups = groupBy(inputs.aid, ({ id_number, fileLine }) => {
    const city = cities.get(id_number)
    must(
      city !== undefined,
      'year.unknown-person',
      `aid.csv, line ${fileLine}, id_number: nobody is enrolled under it`,
    )
    return city
  })
  return [...groups].flatMap(([city, all]) =>
    [...groupBy(all, ({ from }) => from)].map(([from, { length: comes }]) => ({
      ...{ city, from, comes, rows: all.filter((row) => row.from <= from) },
    })),
  )
}

/** A city's whole list as civil affairs writes it: a title above the headings, the categories in their words. */
const aidListOf = ({ inputs }: Context, { rows }: AidOfCity): string => {
  const names = new Map(inputs.enrolment.map((row) => [row.id_number, row.name]))
  const words = new Map<string, string>(aidRows.map(({ code, zh }) => [code, zh]))
  const lines = rows.map(({ id_number, aid }) => [names.get(id_number), id_number, words.get(aid)].join(','))
  return ['医疗救助对象名单', '姓名,*身份证号,救助类别', ...lines].join('\n')
}

const pathOf = ({ city, from }: AidOfCity): string => `/v1/enrollment/aid-lists/${city}/${from.slice(0, 7)}`

/** Sends a list; it is compared with the register, and changes nobody. */
const sendAidList = async (context: Context, list: AidOfCity): Promise<string> => {
  const { client } = context
  const importId = `aid-${list.city}-${list.from}`
  const bytes = Buffer.from(aidListOf(context, list))
  const pieces = Array.from({ length: Math.ceil(bytes.length / aidPieceBytes) }, (_, index) =>
    bytes.subarray(index * aidPieceBytes, (index + 1) * aidPieceBytes),
  )
  for (const [index, piece] of pieces.entries())
    await client.command(
      ...([civilAffairs, 'PUT', `/v1/enrollment/imports/${importId}/parts/${index + 1}`] as const),
      ...([`${importId}-${index + 1}`, { contentBase64: piece.toString('base64') }] as const),
    )
  const body = { importId, parts: pieces.length, from: list.from }
  const { listId } = await client.command<{ listId: string }>(
    ...([civilAffairs, 'POST', pathOf(list), importId, body] as const),
  )
  return listId
}

type SeenList = {
  readonly listId: string
  readonly status: string
  readonly counts: { readonly new?: number }
}

/** Each city's reviewer approves the list that civil affairs sent, once it is compared. */
const approveAidList = async ({ client }: Context, list: AidOfCity, listId: string): Promise<void> => {
  const { lists } = await client.get<{ lists: SeenList[] }>(cityReviewer(list.city), pathOf(list))
  const seen = lists.find((each) => each.listId === listId)
  must(
    seen?.status === 'compared' && seen.counts.new === list.comes,
    'year.aid-list-refused',
    `the list of ${list.city} from ${list.from} does not reach everybody on it`,
  )
  const path = `${pathOf(list)}/lists/${listId}/approval`
  await client.command(cityReviewer(list.city), 'POST', path, `${listId}-approved`)
}

/** Civil affairs says whom medical aid stands by: each city's whole list, day by day. */
export const sayAid = (context: Context): Promise<void> =>
  context.phase('aid categories', async ({ expect, done }) => {
    const { inputs, atATime, settle } = context
    expect(inputs.aid.length)
    const days = [...groupBy(aidByCity(context), ({ from }) => from)].sort(([one], [other]) =>
      one < other ? -1 : 1,
    )
    for (const [, ofDay] of days) {
      const sent = new Map<AidOfCity, string>()
      await concurrently(ofDay, atATime, async (list) => {
        sent.set(list, await sendAidList(context, list))
      })
      await settle()
      await concurrently([...sent], atATime, async ([list, listId]) => {
        await approveAidList(context, list, listId)
        done(list.comes)
      })
      await settle()
    }
  })

/** A unified social credit code of an employer that is made up: of its city, and always the same for its id. */
const creditCodeOf = (employer: string, city: string): string => {
  const first = `91${city}${stableId('', employer).slice(0, 9).toUpperCase()}`
  return `${first}${usccCheck(first)}`
}

/** An employer has no more people on one page of its list. */
const mostLines = 4_000

type WageRows = Context['inputs']['wages']

/** Registers an employer, and declares its wages of January, which stand for the later months. */
const declareWages = async ({ client, year }: Context, rows: WageRows, ids: PersonIds): Promise<void> => {
  const [first] = rows
  if (!first) return
  const { employer_id: employer, city } = first
  const clerk = cityClerk(city)
  const path = `/v1/contribution/employers/${employer}`
  await client.command(clerk, 'PUT', path, `employer-${employer}-${city}`, {
    ...{ city, name: `用人单位${employer}`, kind: 'ordinary', uscc: creditCodeOf(employer, city) },
  })
  const pages = inPieces(rows, mostLines)
  for (const [index, page] of pages.entries())
    await client.command(
      clerk,
      'PUT',
      `${path}/payroll`,
      `payroll-${employer}-${city}-${year}-${index + 1}`,
      {
        ...{ city, month: `${year}-01`, revision: 1, page: index + 1, pages: pages.length },
        lines: page.map((row) => {
          const personId = ids.get(row.id_number)
          must(
            personId !== undefined,
            'year.unknown-person',
            `wages.csv, line ${row.fileLine}, id_number: nobody is enrolled under it`,
          )
          return { personId, monthlyWageFen: amountIn('wages', row, 'monthly_wage') }
        }),
      },
    )
}

/** Registers the employers, and hands in every wage list. */
export const handInWages = (context: Context, ids: PersonIds): Promise<void> =>
  context.phase('wage lists', async ({ expect, done }) => {
    const { inputs, atATime } = context
    const employers = [...groupBy(inputs.wages, (row) => `${row.employer_id}/${row.city}`).values()]
    expect(employers.length)
    await concurrently(employers, atATime, async (rows) => {
      await declareWages(context, rows, ids)
      done()
    })
  })
