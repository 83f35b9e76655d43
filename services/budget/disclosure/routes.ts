import * as z from 'zod'
import {
  amount,
  city,
  day,
  id,
  month,
  scheme,
  signedAmount,
  version,
  versionInText,
  yearInText,
} from '#shared/contracts/fields.ts'
import type { Sheet, SheetFormat } from '#shared/edge/files/sheet.ts'
import { downloadOf, sheetFormats, sheetTypes } from '#shared/edge/files/sheet.ts'
import type { Download, Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { readRun } from '#shared/edge/runs/run.ts'
import { scopes } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint, stableId } from '#shared/kernel/hash.ts'
import { listClearings } from '../clearing/store.ts'
import type { Effects } from '../effects.ts'
import { fundFields } from '../ledger/fields.ts'
import { settlementRunId } from '../monthly-settlement/start-settlement.ts'
import { allStatements } from '../monthly-settlement/statements.ts'
import { readPlan, readPlanVersion, readQuotas } from '../quota/store.ts'
import { refuse } from '../refusals.ts'
import { parts } from '../total-control/fields.ts'
import { fileKey } from './publish.ts'
import {
  clearingDocument,
  clearingFigures,
  clearingIsFinal,
  executionDocument,
  executionFigures,
  quotaDocument,
} from './rules/public-documents.ts'
import { clearingSheet, executionSheet, quotaSheet } from './sheets.ts'
import { documentKinds, listPublic, publicHeads } from './store.ts'
import { startPublishing } from './tasks.ts'

const format = { format: z.enum(sheetFormats).default('json') }
const digest = z.string()
const named = { city, scheme, digest }

/** Amounts by the names of figures. */
const figuresIn = <Name extends string, Shape extends z.ZodType>(names: readonly Name[], shape: Shape) =>
  Object.fromEntries(names.map((name) => [name, shape])) as Record<Name, Shape>

const quotaAnswer = z.strictObject({
  document: z.literal('quotas'),
  ...named,
  year: z.int(),
  version,
  publishedOn: day,
  from: month.nullable(),
  target: amount,
  targetByCare: parts,
  quotas: z.array(
    z.strictObject({
      institution: id,
      group: z.string().nullable(),
      amount,
      byCare: parts,
      months: z.array(amount).length(12),
    }),
  ),
})

const executionAnswer = z.strictObject({
  document: z.literal('monthly-execution'),
  ...named,
  month,
  institutions: z.array(
    z.strictObject({ institution: id, ...figuresIn(executionFigures, signedAmount.nullable()) }),
  ),
  totals: z.strictObject(figuresIn(executionFigures, signedAmount)),
})

const clearingAnswer = z.strictObject({
  document: z.literal('clearing'),
  ...named,
  year: z.int(),
  institutions: z.array(
    z.strictObject({
      institution: id,
      score: z.string(),
      ...figuresIn(clearingFigures, signedAmount.nullable()),
    }),
  ),
  totals: z.strictObject(figuresIn(clearingFigures, signedAmount)),
})

/** A document with the digest of all it says, by which anyone can tell that two copies are the same; or as a file. */
const published = <Document extends { readonly city: string; readonly scheme: string }>(
  wanted: SheetFormat,
  document: Document,
  name: string,
  sheet: Sheet,
): Decision<(Document & { readonly digest: string }) | Download> => {
  const { city: of, scheme: under } = document
  return accept(
    wanted === 'json'
      ? { ...document, digest: fingerprint(document) }
      : downloadOf(sheet, wanted, `${name}-${of}-${under}`),
  )
}

const unpublished = (of: string | number) => refuse('disclosure.unpublished', { figures: { of } })

const quotaRoute = ({ store }: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/budget/disclosures/quotas',
    summary:
      'All quotas of a fund year, or of a version of them, as published: the same bytes for everybody.',
    scopes,
    owner: { whose: 'anyone' },
    query: z.strictObject({
      ...fundFields,
      year: yearInText,
      version: versionInText.optional(),
      ...format,
    }),
    answer: quotaAnswer,
    downloads: sheetTypes,
    refusals: ['disclosure.unpublished'],
    handle: async ({ query }) => {
      const fund = { city: query.city, scheme: query.scheme }
      const plan =
        query.version === undefined
          ? await readPlan(store, fund, query.year)
          : await readPlanVersion(store, fund, query.year, query.version)
      if (!plan) return unpublished(query.year)
      const document = quotaDocument(fund, plan, await readQuotas(store, fund, plan))
      const name = `quotas-${plan.year}-${plan.version}`
      return published(query.format, document, name, quotaSheet(document))
    },
  })

const executionRoute = ({ store }: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/budget/disclosures/monthly-executions',
    summary:
      "What a month's settlement paid each institution, held back and suspended, once it went through all.",
    scopes,
    owner: { whose: 'anyone' },
    query: z.strictObject({ ...fundFields, month, ...format }),
    answer: executionAnswer,
    downloads: sheetTypes,
    refusals: ['disclosure.unpublished'],
    handle: async ({ query }) => {
      const fund = { city: query.city, scheme: query.scheme }
      const run = await readRun(store, settlementRunId(fund, query.month))
      if (run?.status !== 'done') return unpublished(query.month)
      const statements = await allStatements(store, fund, query.month)
      const document = executionDocument(fund, query.month, statements)
      return published(query.format, document, `execution-${query.month}`, executionSheet(document))
    },
  })

const clearingRoute = ({ store }: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/budget/disclosures/clearings',
    summary: 'What a year was cleared at with each institution, once every statement is locked.',
    scopes,
    owner: { whose: 'anyone' },
    query: z.strictObject({ ...fundFields, year: yearInText, ...format }),
    answer: clearingAnswer,
    downloads: sheetTypes,
    refusals: ['disclosure.not-final'],
    handle: async ({ query }) => {
      const fund = { city: query.city, scheme: query.scheme }
      const statements = await Array.fromAsync(listClearings(store, fund, query.year))
      const decision = clearingIsFinal(statements)
      if (decision.status === 'refused') return decision
      const document = clearingDocument(fund, query.year, statements)
      return published(query.format, document, `clearing-${query.year}`, clearingSheet(document))
    },
  })

const publicList = ({ store }: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/budget/disclosures/publications',
    summary:
      'What stands in public of a fund at /public, for everybody and without a token: each document with its files.',
    scopes,
    owner: { whose: 'anyone' },
    query: z.strictObject(fundFields),
    answer: z.strictObject({
      ...{ city, scheme },
      through: day
        .nullable()
        .meta({ description: 'the day up to which the fund was looked through; null before the first run' }),
      publications: z.array(
        z.strictObject({
          document: z.enum(documentKinds),
          period: z.string(),
          publishedOn: day,
          digest,
          hidden: z.int().meta({ description: 'rows that are not shown since they stand for few claims' }),
          page: z.string(),
          csv: z.string(),
          xlsx: z.string(),
        }),
      ),
    }),
    refusals: [],
    handle: async ({ query: fund }) => {
      const found = await listPublic(store, fund)
      const head = await publicHeads.read(store, fund)
      const publications = found.map((each) => {
        const { document, period, publishedOn, digest: of, hidden } = each
        const at = (format: 'html' | 'csv' | 'xlsx') => `/public/${fileKey(each, format)}`
        const files = { page: at('html'), csv: at('csv'), xlsx: at('xlsx') }
        return { document, period, publishedOn, digest: of, hidden, ...files }
      })
      return accept({ ...fund, through: head?.through ?? null, publications })
    },
  })

const publishNow = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/budget/disclosures/publications',
    summary:
      'Makes public at once what the nightly run would: of every city what is decided, settled or closed, and nothing else.',
    scopes: ['province'],
    owner: { whose: 'province' },
    body: z.strictObject({ on: day }),
    status: 202,
    answer: z.strictObject({ on: day, runId: id }),
    refusals: [],
    changes: () => ['/v1/budget/disclosures/publications'],
    handle: async ({ body: { on }, commandId }) => {
      const runId = stableId('PUBLISH-', commandId)
      await startPublishing({ on, runId }, effects)
      return accept({ on, runId })
    },
  })

/** What everybody may read of total control: every caller, of whatever city, sees the same. */
export const disclosureRoutes = (effects: Effects): Operation[] => [
  quotaRoute(effects),
  executionRoute(effects),
  clearingRoute(effects),
  publicList(effects),
  publishNow(effects),
]
