import { must } from '#shared/kernel/errors.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { usccCheck } from '../../../services/contribution/employer/rules/uscc.ts'
import { concurrently, groupBy } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { toCsv } from '../csv-pieces.ts'
import { amountIn } from '../inputs.ts'
import { cityClerk, cityReviewer, civilAffairs } from '../roles.ts'

/** Ids of the insured by their ID numbers: files name people, the system knows ids. */
export type PersonIds = ReadonlyMap<string, string>

const mostRows = 200

type Import = {
  readonly bad: readonly { readonly line: number; readonly column: string; readonly reason: string }[]
  readonly persons: readonly { readonly line: number; readonly personId: string }[]
}

const importRows = async (
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

const reportMonths = async (
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

/** Civil affairs says whom medical aid stands by. */
export const sayAid = (context: Context, ids: PersonIds): Promise<void> =>
  context.phase('aid categories', async ({ expect, done }) => {
    const { client, inputs, atATime, settle } = context
    expect(inputs.aid.length)
    await concurrently(inputs.aid, atATime, async ({ id_number: idNumber, aid, from, fileLine }) => {
      const personId = ids.get(idNumber)
      must(
        personId !== undefined,
        'year.unknown-person',
        `aid.csv, line ${fileLine}, id_number: nobody is enrolled under it`,
      )
      const path = `/v1/enrollment/persons/${personId}/aid`
      await client.command(civilAffairs, 'PUT', path, `aid-${personId}-${from}`, { aid, from })
      done()
    })
    await settle()
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
