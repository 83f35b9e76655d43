import * as z from 'zod'
import { amount, city, id, scheme } from '#shared/contracts/fields.ts'
import type { Sheet } from '#shared/edge/files/sheet.ts'
import { downloadOf, sheetFormats, sheetTypes } from '#shared/edge/files/sheet.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { readRun } from '#shared/edge/runs/run.ts'
import { accept } from '#shared/kernel/decision.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import type { Effects } from '../effects.ts'
import { division } from '../likeness/likeness-answer.ts'
import { partiesOf } from '../likeness/routes.ts'
import { nearKinds } from '../likeness/rules/near-forms.ts'
import { plainReason } from '../person/plain-reason.ts'
import { refuse } from '../refusals.ts'
import { checkTask, startCheck } from './check-all.ts'
import type { DuplicateFound } from './check-store.ts'
import { pageOfFound, pageOfNear, placeOfFound, sumsOf } from './check-store.ts'
import { dayRange, subsidyTwice } from './decision-answer.ts'

const path = '/v1/enrollment/duplicate-checks'

const start = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path,
    summary:
      'Starts a run that lists everyone who may be registered twice and is covered or subsidised twice, in all cities, schemes and years.',
    scopes: ['province'],
    owner: { whose: 'province' },
    body: z.strictObject({ reason: plainReason.meta({ description: 'on what occasion' }) }),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: [],
    changes: (_, { runId }) => [`${path}/${runId}`],
    handle: async ({ commandId, today }) => accept({ runId: await startCheck(commandId, today, effects) }),
  })

const foundAnswer = z.strictObject({
  likenessId: id,
  division,
  persons: z.array(id).length(2),
  schemes: z.array(scheme).length(2),
  cities: z.array(city).length(2),
  twice: z.array(dayRange),
  subsidies: z.array(subsidyTwice),
  amount,
})

const shown = ({ runId: _, division: of, ...found }: DuplicateFound): z.output<typeof foundAnswer> => {
  const { likenessId, persons, schemes, cities, twice, subsidies, amount: paid } = found
  return {
    ...{ likenessId, division: of as z.output<typeof division>, persons: [...persons] },
    ...{ schemes: [...schemes], cities: [...cities], twice: [...twice], subsidies: [...subsidies] },
    amount: paid,
  }
}

const schemeNames = { employee: '职工', resident: '居民' } as const

/** What was found as a table of an office, one pair a line. */
const sheetOf = (found: readonly DuplicateFound[]): Sheet => ({
  title: '疑似重复参保',
  columns: [
    ...['位置', '疑似重复编号', '人员编号一', '险种一', '参保地一', '人员编号二', '险种二', '参保地二'],
    ...['重复起', '重复止', '重复补助年度', '重复补助金额'],
  ],
  rows: found.map((each) => {
    const [first, second] = each.persons
    return [
      ...[placeOfFound(each), each.likenessId],
      ...[first, schemeNames[each.schemes[0]], each.cities[0]],
      ...[second, schemeNames[each.schemes[1]], each.cities[1]],
      each.twice[0]?.from ?? '',
      each.twice.at(-1)?.to ?? '',
      each.subsidies.map(({ year }) => year).join('、'),
      { fen: each.amount },
    ]
  }),
})

/** So many lines of JSON, or of a file, at once: a page is read in one go. */
const mostListed = 100
/** Of pairs half as many: a look at each of both is traced. */
const mostNearListed = 50
const mostInFile = 1_000

const read = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/{runId}`,
    summary:
      'What a check found: in sum, and pair by pair, in a division (340000: between cities) or in all; also as CSV or a workbook. A further page begins after the last place.',
    scopes: ['province', 'city', 'auditor'],
    params: z.strictObject({ runId: id }),
    query: z.strictObject({
      division: division.optional().meta({ description: 'absent: all, for the province' }),
      after: z
        .string()
        .regex(/^\d{6}#L[0-9a-f]{20}$/, 'a place as the answer or the file tells it')
        .optional(),
      format: z.enum(sheetFormats).default('json'),
    }),
    owner: {
      whose: 'named',
      parties: ({ query }) => partiesOf(query.division ?? provinceCode),
    },
    answer: z.strictObject({
      runId: id,
      status: z.enum(['running', 'done']),
      units: z.int(),
      done: z.int(),
      pairs: z.int(),
      subsidyYears: z.int().meta({ description: 'years of persons for which the subsidy was due twice' }),
      amount: amount.meta({ description: 'what of it was one time too many' }),
      found: z.array(foundAnswer),
      after: z
        .string()
        .optional()
        .meta({ description: 'where a further page begins; absent: it is the last' }),
    }),
    downloads: sheetTypes,
    refusals: ['duplicate.check-unknown'],
    persons: (_, { found }) => found.flatMap(({ persons }) => persons),
    handle: async ({ params: { runId }, query }) => {
      const { store } = effects
      const { division: of, after, format } = query
      const limit = format === 'json' ? mostListed : mostInFile
      const [run, sums, page] = await Promise.all([
        readRun(store, runId),
        sumsOf(runId, of, store),
        pageOfFound({ runId, division: of, after }, limit, store),
      ])
      if (run?.task !== checkTask) return refuse('duplicate.check-unknown', { field: 'runId' })
      const { found, more } = page
      if (format !== 'json') return accept(downloadOf(sheetOf(found), format, `duplicates-${runId}`))
      const last = found.at(-1)
      return accept({
        ...{ runId, status: run.status, units: run.units, done: run.done },
        ...{ pairs: sums.pairs, subsidyYears: sums.years, amount: sums.amount },
        found: found.map(shown),
        ...(more && last ? { after: placeOfFound(last) } : {}),
      })
    },
  })

const readNear = ({ store }: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/{runId}/near`,
    summary:
      'Pairs of a division (340000: between cities) that a check found near to each other though no likeness says so: of the other sex, with two digits exchanged, or born otherwise at one employer. They are hints to look, and nothing waits for them.',
    scopes: ['province', 'city', 'auditor'],
    params: z.strictObject({ runId: id }),
    query: z.strictObject({ division, cursor: z.string().min(1).max(2_000).optional() }),
    owner: { whose: 'named', parties: ({ query }) => partiesOf(query.division) },
    answer: z.strictObject({
      pairs: z.array(z.strictObject({ near: z.enum(nearKinds), persons: z.array(id).length(2) })),
      cursor: z.string().optional(),
    }),
    refusals: ['duplicate.check-unknown', 'cursor.unreadable'],
    persons: (_, { pairs }) => pairs.flatMap(({ persons }) => persons),
    handle: async ({ params: { runId }, query: { division: of, cursor } }) => {
      const place = { limit: mostNearListed, ...(cursor === undefined ? {} : { cursor }) }
      const [run, page] = await Promise.all([
        readRun(store, runId),
        pageOfNear({ runId, division: of }, place, store),
      ])
      if (run?.task !== checkTask) return refuse('duplicate.check-unknown', { field: 'runId' })
      const pairs = page.records.map(({ near, persons }) => ({ near, persons: [...persons] }))
      return accept({ pairs, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) })
    },
  })

/** The check of everyone for duplicates, as a run, and what it found. */
export const checkRoutes = (effects: Effects): Operation[] => [
  start(effects),
  read(effects),
  readNear(effects),
]
