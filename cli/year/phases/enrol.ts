import { must } from '#shared/kernel/errors.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { aidRows } from '#shared/kernel/scheme.ts'
import { concurrently, groupBy } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { toCsv } from '../csv-pieces.ts'
import { cityClerk, cityReviewer, civilAffairs } from '../roles.ts'
import { enrolPupils, pupilsOf } from './schools.ts'

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

/** Imports the enrolment list, each city its own people; some pupils are enrolled by their school. */
export const enrol = (context: Context): Promise<PersonIds> =>
  context.phase('enrolment', async ({ expect, done }) => {
    const { inputs, atATime, settle } = context
    const ids = new Map<string, string>()
    expect(inputs.enrolment.length)
    const pupils = new Set(pupilsOf(context))
    const listed = inputs.enrolment.filter((row) => !pupils.has(row))
    const pieces = [...groupBy(listed, ({ city }) => city)].flatMap(([city, rows]) =>
      inPieces(rows, mostRows).map((piece) => ({ city, piece })),
    )
    await concurrently(pieces, Math.min(4, atATime), async ({ city, piece }) => {
      await importRows(context, city, piece, ids)
      done(piece.length)
    })
    await enrolPupils(context, ids)
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
