import { expect, it } from 'vitest'
import { headInEnglish } from '../../../../console/src/desks/fund/analysis-heads.ts'
import { analysisOf } from '../../../../services/budget/analysis/rules/analysis.ts'

const input: Parameters<typeof analysisOf>[0] = {
  ...{ division: '安徽省', scheme: 'resident', month: '2024-12', figures: {}, values: [], history: [] },
  cities: [{ name: '合肥市', values: [] }],
  warnings: [{ city: '合肥市', indicator: 'budget-pace', level: 'red', since: '2024-11-30' }],
}

it('each head and title of the analysis is said in English too, where the console shows it to who reads English', () => {
  const { sections } = analysisOf(input)
  const heads = sections.flatMap(({ title, tables }) => [title, ...tables.flatMap(({ columns }) => columns)])
  expect(heads.length).toBeGreaterThan(30)
  expect(heads.filter((head) => headInEnglish(head) === undefined)).toEqual([])
})
