import { must } from '#shared/kernel/errors.ts'
import { groupBy } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { disabledFederation, marketSupervision, publicSecurity } from '../roles.ts'
import type { SentRun } from './files.ts'
import { sendFile, settleFiles } from './files.ts'
import { strikeOff } from './strike-off.ts'
import { creditCodeOf } from './wages.ts'

type Compared = { readonly runId: string; readonly outcome: string; readonly would?: Record<string, number> }

/** So many persons of each city stand on the list of public security. */
const mostListed = 10
/** So many of each city have a certificate of disability. */
const mostDisabled = 2

/** What comparing a file came to: every row agrees, or is told with its reason. */
const comparedAs = async ({ client }: Context, { service, importId, as, runId, rows }: SentRun) => {
  const { runs } = await client.get<{ runs: Compared[] }>(as, `/v1/${service}/imports/${importId}`)
  const run = runs.find((each) => each.runId === runId)
  const { 'not-listed': unlisted = 0, ...would } = run?.would ?? {}
  const told = Object.values(would).reduce((sum, count) => sum + count, 0)
  must(run?.outcome === 'previewed', 'year.list-not-compared', `${importId} is ${run?.outcome ?? 'not read'}`)
  return { told, unlisted, rows: rows.length - 1, would }
}

const employersOf = (context: Context): [string, string[]][] =>
  [...groupBy(context.inputs.wages, ({ city }) => city)].map(([city, rows]) => [
    city,
    [...groupBy(rows, ({ employer_id }) => employer_id).keys()],
  ])

const marketRows = (employers: readonly string[], { city, year }: { city: string; year: number }) => [
  ['统一社会信用代码', '企业名称', '登记状态', '核准日期'],
  ...employers.map((each) => [creditCodeOf(each, city), `用人单位${each}`, '存续', `${year}-01-02`]),
]

/** Market supervision tells of every employer; compared afterwards, each is on both lists. */
const tellEmployers = async (context: Context): Promise<void> => {
  const { year } = context
  const told = []
  for (const [city, employers] of employersOf(context))
    told.push(
      await sendFile(context, {
        ...{ service: 'contribution', kind: 'market-entities', importId: `market-${city}` },
        ...{ as: marketSupervision(city), rows: marketRows(employers, { city, year }) },
      }),
    )
  await settleFiles(context, told)
  for (const [city, employers] of employersOf(context)) {
    const sent = await sendFile(context, {
      ...{ service: 'contribution', kind: 'compare-employers', importId: `compare-employers-${city}` },
      ...{ as: marketSupervision(city), rows: marketRows(employers, { city, year }) },
    })
    await context.settle()
    const { rows, unlisted, would } = await comparedAs(context, sent)
    must(
      would.agrees === rows && unlisted === 0,
      'year.employers-differ',
      `of ${rows} employers of ${city}: ${JSON.stringify(would)}, ${unlisted} not listed`,
    )
  }
}

/** Public security's list of some persons of each city is compared: whoever was enrolled there is found, or told of. */
const compareIdentities = async (context: Context): Promise<void> => {
  for (const [city, people] of groupBy(context.inputs.enrolment, ({ city }) => city)) {
    const listed = people.slice(0, mostListed).map(({ id_number, name }) => [id_number, name, '正常', ''])
    const sent = await sendFile(context, {
      ...{ service: 'enrollment', kind: 'compare-identities', importId: `identities-${city}` },
      ...{ as: publicSecurity(city), rows: [['公民身份号码', '姓名', '人员状态', '死亡日期'], ...listed] },
    })
    await context.settle()
    const { rows, told, would } = await comparedAs(context, sent)
    must(
      told === rows && (would.agrees ?? 0) > 0,
      'year.identities-differ',
      `of ${rows} persons of ${city}: ${JSON.stringify(would)}`,
    )
  }
}

/** The federation tells who of each city has a certificate of disability, and its whole list then misses nobody. */
const registerDisabled = async (context: Context): Promise<void> => {
  for (const [city, people] of groupBy(context.inputs.enrolment, ({ city }) => city)) {
    const all = people.filter(({ employment }) => employment === 'resident').slice(0, mostDisabled)
    const as = disabledFederation(city)
    const taken = await sendFile(context, {
      ...{ service: 'enrollment', kind: 'disabled', importId: `disabled-${city}`, as },
      rows: [
        ['身份证号', '姓名', '残疾类别', '残疾等级'],
        ...all.map(({ id_number, name }) => [id_number, name, '肢体', '二级']),
      ],
    })
    await context.settle()
    await settleFiles(context, [taken])
    const sent = await sendFile(context, {
      ...{ service: 'enrollment', kind: 'compare-disabled', importId: `compare-disabled-${city}`, as },
      rows: [['身份证号', '姓名', '全量区划'], ...all.map(({ id_number, name }) => [id_number, name, city])],
    })
    await context.settle()
    const { rows, would, unlisted } = await comparedAs(context, sent)
    must(
      would.agrees === rows && unlisted === 0,
      'year.disabled-differ',
      `of ${rows} disabled of ${city}: ${JSON.stringify(would)}, ${unlisted} not listed`,
    )
  }
}

/**
 * Lists of other offices: market supervision's of employers, one of which it strikes off, public security's of persons, and the
 * disabled persons' federation's.
 */
export const hearOffices = (context: Context): Promise<void> =>
  context.phase('lists of offices', async () => {
    await tellEmployers(context)
    await compareIdentities(context)
    await registerDisabled(context)
    await strikeOff(context)
  })
