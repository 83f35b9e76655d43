import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { statementOf } from '../../../../cli/explain/statement.ts'
import type { Explanation } from '../../../../services/settlement/explanation/rules/explanation.ts'
import { explanationAnswer } from '../../../../services/settlement/explanation/shapes.ts'
import { catalogueCsv, entitlement, importCatalogue, registerHospital, spellOf, stay } from '../province.ts'
import type { Service, Token } from '../service.ts'
import { startService, tokens, usageOf } from '../service.ts'

let service: Service
let claimId: string
let reversalId: string

const explained = async (
  id: string,
  language: 'zh' | 'en',
  token: Token = tokens.hospital,
): Promise<Explanation> => {
  const { status, body } = await service.call(token, 'GET', `/claims/${id}/explanation`, {
    query: { language },
  })
  expect(status).toBe(200)
  return explanationAnswer.parse(body) as Explanation
}

beforeAll(async () => {
  service = await startService()
  await importCatalogue(service, 'catalogue-1', catalogueCsv)
  await registerHospital(service, 'H34010000001')
  await service.deliver(entitlement('P1', 1, [spellOf('employee', '2025-01-01', '2025-12-31')]))
  const settled = await service.call(tokens.hospital, 'POST', '/claims', {
    key: 'M1',
    body: stay('P1', '2025-03-01', '2025-03-09'),
  })
  claimId = String(settled.body.claimId)
})
afterAll(() => service.stop())

describe('the explanation of a recorded claim', () => {
  it('tells each line by the catalogue of the day and each step by the plan of the city', async () => {
    const { lines, steps, payers } = await explained(claimId, 'zh')
    expect(lines.map(({ name, text }) => [name, text])).toEqual([
      ['阿莫西林胶囊', '甲类，全额纳入范围'],
      ['奥美拉唑肠溶片', '乙类，先行自付 3000.00 × 10 % = 300.00'],
      ['美容项目', '丙类，全自费 1000.00'],
    ])
    const inpatientArticle = '合肥市职工基本医疗保险住院待遇（未载文号）'
    expect(steps.map(({ title, result, article }) => [title, result, article])).toEqual([
      ['费用分解', '8700.00', inpatientArticle],
      ['起付线', '600.00', inpatientArticle],
      ['统筹基金按比例支付', '7290.00', inpatientArticle],
      ['统筹基金封顶线', '7290.00', inpatientArticle],
      ['大额医疗补助', '0.00', '合肥市职工大额医疗补助待遇（2024-04）'],
      ['现金支付', '2710.00', inpatientArticle],
    ])
    expect(payers.total.amount).toBe(1_000_000)
  })

  it('is the same record in the other language', async () => {
    const { steps } = await explained(claimId, 'en')
    const deductible = steps.find(({ step }) => step === 'deductible')
    expect(deductible?.rules[0]?.text).toBe('level-3 hospital: deductible 600.00 yuan')
    expect(steps.map(({ amount }) => amount)).toEqual(
      (await explained(claimId, 'zh')).steps.map(({ amount }) => amount),
    )
  })

  it('is one read of the claim’s partition and one of its settlement list, beside the count of a hospital’s look-ups', async () => {
    const usage = await usageOf(() => explained(claimId, 'zh', tokens.hefei))
    expect(usage.filter(({ operation }) => operation === 'read-claim')).toMatchObject([
      { RoundTrips: 1, WriteUnits: 0 },
    ])
    expect(usage.filter(({ operation }) => operation === 'read-settlement-list')).toMatchObject([
      { RoundTrips: 1, WriteUnits: 0 },
    ])
  })

  it('of a reversal says what it takes back, and of a reversed claim that it was', async () => {
    const { body } = await service.call(tokens.hospital, 'POST', `/claims/${claimId}/reversal`, {
      key: 'V1',
      body: { reversedOn: '2025-03-20' },
    })
    reversalId = String(body.claimId)
    const reversal = await explained(reversalId, 'zh')
    expect(reversal).toMatchObject({ kind: 'reversal', payers: { total: { amount: -1_000_000 } } })
    expect(reversal.notes).toHaveLength(1)
    expect(statementOf(reversal)).toContain(`本笔冲正全额撤销结算 ${claimId}`)
    expect((await explained(claimId, 'zh')).notes).toEqual([
      `本笔结算已由 ${reversalId} 冲正，各项金额已全部退回`,
    ])
  })

  it('is refused for an id nothing is recorded under', async () => {
    const { status, body } = await service.call(tokens.hospital, 'GET', '/claims/C404/explanation')
    expect([status, body.code]).toEqual([404, 'claim.unknown'])
  })
})
