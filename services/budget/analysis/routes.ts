import * as z from 'zod'
import { month, scheme } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { Download, defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import type { Effects } from '../effects.ts'
import { division } from '../ledger/fields.ts'
import { readers } from '../ledger/fund-operations.ts'
import { readAnalysis } from './read-analysis.ts'
import { pageOf } from './rules/page.ts'

const pageType = 'text/html; charset=utf-8'
const table = z.strictObject({ columns: z.array(z.string()), rows: z.array(z.array(z.string())) })
const bars = z.strictObject({
  title: z.string(),
  bars: z.array(z.strictObject({ label: z.string(), value: z.number() })),
})
const analysis = z.strictObject({
  title: z.string(),
  sections: z.array(
    z.strictObject({
      title: z.string(),
      words: z.array(z.string()),
      tables: z.array(table),
      charts: z.array(bars),
    }),
  ),
})

/** The monthly analysis of a fund's operation. */
export const analysisRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/budget/analyses/{city}/{scheme}/{month}',
    summary:
      "The analysis of a fund's operation in a month (基金运行分析), of a city or the province: words, tables and charts made from its indicators and open warnings, in Chinese; as a page for print too.",
    scopes: readers,
    params: z.strictObject({ city: division, scheme, month }),
    owner: {
      whose: 'named',
      parties: ({ params: { city } }) => ({ cities: city === provinceCode ? [] : [city] }),
    },
    query: z.strictObject({ format: z.enum(['json', 'html']).default('json') }),
    downloads: [pageType],
    answer: analysis,
    refusals: ['indicator.not-worked-out', 'policy.missing'],
    handle: async ({ params, query: { format } }) => {
      const found = await readAnalysis(effects, params)
      if (found.status === 'refused') return found
      if (format === 'json') return accept(analysis.parse(found.value))
      const name = `analysis-${params.city}-${params.scheme}-${params.month}.html`
      return accept(new Download(name, pageType, new TextEncoder().encode(pageOf(found.value))))
    },
  }),
]
