import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { fundName } from '../context.ts'
import { amountIn } from '../inputs.ts'
import { cityClerk, cityReviewer, province, provinceApprover } from '../roles.ts'
import { signProposal } from './agree.ts'
import { waitForRun } from './runs.ts'

/** The group of a disease, by the beginning of its ICD-10 code; costs in fen. */
const group = (diagnosis: string, points: string, mean: number) => ({
  group: diagnosis,
  diagnosis,
  points,
  mean,
})
const others = (points: string, mean: number) => ({ group: 'OTHER', points, mean })

const tableId = (method: 'dip' | 'tcm', year: number): string => `${method.toUpperCase()}-${year}`

/** Two small tables: stays of a general hospital, and of one for Chinese medicine. */
const groupTables = (year: number) => [
  {
    tableId: tableId('dip', year),
    method: 'dip',
    title: `按病种分值付费病种目录 ${year}`,
    prepaidPerPoint: '60',
    groups: [others('100', 900_000), group('J18', '90', 800_000), group('I63', '140', 1_300_000)],
  },
  {
    tableId: tableId('tcm', year),
    method: 'tcm',
    title: `中医优势病种分值 ${year}`,
    prepaidPerPoint: '55',
    groups: [others('95', 850_000), group('M51', '80', 700_000)],
  },
]

const termNames = [
  'methods',
  'overspend',
  'surplus',
  'surplusCap',
  'reasonableOverrun',
  'schemes',
  'depositShare',
  'workingCapitalShare',
  'indexes',
  'depositReturn',
  'bounds',
  'surplusByScore',
  'releasesSuspended',
] as const

type Terms = Readonly<Partial<Record<(typeof termNames)[number], unknown>>>
type Institution = {
  readonly code: string
  readonly city: string
  readonly level: string
  readonly category: string
}

const byItem = { kind: 'by-item' }
const workingCapitalShare = '0.02'

const communityOf = (city: string): string => `COMMUNITY-${city}`

/** The residents of a city: the heads of its community. */
const residentsOf = ({ inputs }: Context, city: string): number =>
  Math.max(1, inputs.enrolment.filter((each) => each.city === city && each.scheme === 'resident').length)

/** What a city's budget has for its residents' care without a stay: what their package is worth. */
const outpatientBudget = ({ inputs }: Context, city: string): number =>
  inputs.budgets
    .filter((row) => row.city === city && row.scheme === 'resident' && row.kind === 'expenditure')
    .filter(({ line }) => line === 'outpatient' || line === 'chronic-special')
    .reduce((total, row) => total + amountIn('budgets', row, 'amount'), 0)

/** The two primary-care institutions of a city are one community: its residents' outpatient care is one package. */
const packageFor = (context: Context, city: string) => {
  const members = context.inputs.institutions.filter((each) => each.city === city && each.level === '1')
  const heads = residentsOf(context, city)
  const share = (1 / members.length).toFixed(6)
  const community = {
    code: communityOf(city),
    members: members.map(({ code }) => ({ institution: code, share })),
  }
  const perHead = Math.max(1, Math.floor(outpatientBudget(context, city) / heads))
  return { kind: 'capitation', perHead, heads, community }
}

/** A city records how many residents its community has, of those who paid, and a colleague approves it: the year is cleared by them. */
const recordHeads = async (context: Context, city: string): Promise<void> => {
  const { client, year } = context
  const path = '/v1/budget/package-heads'
  const list = communityOf(city)
  const fund = { city, scheme: 'resident' }
  const ofYear = `${path}/${city}/resident/${year}`
  const { counted = 0 } = await client.get<{ counted?: number }>(cityClerk(city), ofYear)
  const heads = Math.min(residentsOf(context, city), counted)
  if (heads === 0) return
  await client.command(cityClerk(city), 'POST', path, `heads-${city}-${year}`, {
    ...{ ...fund, year, list, heads, insured: heads, source: 'enrolment' },
    ...{ reason: '参保登记在册且已缴费的居民', on: `${year}-12-28` },
  })
  await client.command(
    cityReviewer(city),
    'POST',
    `${path}/${city}/resident/${year}/${list}/approval`,
    `heads-approved-${city}-${year}`,
    { on: `${year}-12-29` },
  )
}

/** How an institution is paid otherwise than by item; undefined where it is not. */
const methodsFor = (context: Context, { city, level, category }: Institution): Terms | undefined => {
  const { year } = context
  if (category === 'tcm-hospital')
    return { methods: { inpatient: { kind: 'tcm', groups: tableId('tcm', year) }, outpatient: byItem } }
  if (level === '2')
    return { methods: { inpatient: { kind: 'dip', groups: tableId('dip', year) }, outpatient: byItem } }
  if (level !== '1') return undefined
  const methods = { inpatient: byItem, outpatient: packageFor(context, city) }
  return { schemes: { resident: { methods } } }
}

const amend = async (context: Context, institution: Institution): Promise<void> => {
  const { client, year } = context
  const { city, code } = institution
  const other = methodsFor(context, institution)
  if (!other) return
  const path = `/v1/budget/agreements/${city}/${year}/${code}`
  const agreement = await client.get<Terms>(cityClerk(city), path)
  const standing = Object.fromEntries(
    termNames.flatMap((name) => (agreement[name] === undefined ? [] : [[name, agreement[name]]])),
  )
  const schemes = { ...(standing.schemes as object | undefined), ...residentTerms(standing, other) }
  const terms = { ...standing, ...other, workingCapitalShare, ...(other.schemes ? { schemes } : {}) }
  const { number } = await client.command<{ number: number }>(
    cityClerk(city),
    'POST',
    `${path}/amendments`,
    `by-cases-${code}-${year}`,
    { on: `${year - 1}-12-28`, reason: '自本年度起改为按病例付费', terms },
  )
  await signProposal(context, city, { institution: code, number })
}

/** Keeps what else was agreed for residents. */
const residentTerms = (standing: Terms, other: Terms) => ({
  resident: {
    ...(standing.schemes as { resident?: object } | undefined)?.resident,
    ...(other.schemes as { resident?: object } | undefined)?.resident,
  },
})

/**
 * Publishes tables of case groups. Hospitals of level 2 and of Chinese medicine agree on payment by these tables. The
 * two primary-care institutions of each city agree on a package. To be called when the agreements are signed.
 */
export const payByCases = (context: Context): Promise<void> =>
  context.phase('payment by cases', async () => {
    const { client, inputs, year, cities, atATime } = context
    for (const table of groupTables(year)) {
      const path = '/v1/budget/group-tables'
      const { digest } = await client.command<{ digest: string }>(
        province,
        'POST',
        path,
        table.tableId,
        table,
      )
      const approval = `${path}/${table.tableId}/approval`
      await client.command(provinceApprover, 'POST', approval, `${table.tableId}-approval`, { digest })
    }
    const ofCities = inputs.institutions.filter(({ city }) => cities.includes(city))
    await concurrently(ofCities, atATime, (row) => amend(context, row))
  })

/** The heads that packages are cleared by. To be called when the year's contributions are posted. */
export const countHeads = (context: Context): Promise<void> =>
  context.phase('heads of packages', async () => {
    await concurrently(context.cities, context.atATime, (city) => recordHeads(context, city))
  })

/** Advances the working capital of the year. To be called when quotas are published and agreements amended. */
export const lendWorkingCapital = (context: Context): Promise<void> =>
  context.phase('working capital', async () => {
    const { client, funds, year, atATime } = context
    await concurrently(funds, atATime, async (fund) => {
      const clerk = cityClerk(fund.city)
      const { runId } = await client.command<{ runId: string }>(
        clerk,
        'POST',
        '/v1/budget/advances',
        `advances-${fundName(fund)}-${year}`,
        { ...fund, year, on: `${year}-01-08` },
      )
      await waitForRun(client, clerk, 'budget', runId)
    })
  })
