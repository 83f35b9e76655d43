import { describe, expect, it } from 'vitest'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim } from '../claims.ts'
import type { Office } from '../office.ts'
import { openOffice } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const body = {
  ...{ city: '340100', scheme: 'employee', year: 2025, basis: 'executed' },
  variants: [{ title: 'an epidemic', epidemic: { months: 6, more: '0.5' } }],
}

describe('a what-if of a fund', () => {
  it('leaves no trace in the books: who tried what is all that is recorded', async () => {
    await office.deliver(claimsSettled, group([inpatientClaim('C1')]))
    const before = await office.recorded()
    const { status, body: answer } = await office.post('maker', '/what-ifs', body)
    expect(status).toBe(200)
    // The stay cost the pool 6,000 yuan; half a year of half as much again is a quarter more.
    expect(answer).toMatchObject({
      total: { inForce: { expenditure: 600_000 }, variants: [{ expenditure: 750_000, gap: 750_000 }] },
      cities: [{ city: '340100', variants: [{ steps: [{ by: 'epidemic', line: 'inpatient' }] }] }],
    })
    const after = await office.recorded()
    const old = new Set(before.map((item) => JSON.stringify(item)))
    const added = after.filter((item) => !old.has(JSON.stringify(item)))
    expect(added).toMatchObject([{ kind: 'fund-trial', ordered: { by: 'maker' }, division: '340100' }])
    expect(after).toHaveLength(before.length + 1)
    expect((await office.get('maker', '/what-ifs', { city: '340100' })).body.trials).toMatchObject([
      { titles: ['an epidemic'], basis: 'executed', ordered: { by: 'maker' } },
    ])
  })

  it('takes what claims told of each city, and figures inside the rules, for all cities at once', async () => {
    await office.deliver(claimsSettled, group([inpatientClaim('C1')]))
    const rules = [
      { key: 'budget.what_if.cost_of_retired', was: 3, becomes: 2.5 },
      { key: 'adjustment_fund.gap.rule.employee', at: '/bands/0/fundShare', was: '0.80', becomes: '0.50' },
    ]
    const spending = [
      { city: '340100', line: 'inpatient', more: 12_345 },
      { city: '340200', line: 'inpatient', more: 1 },
    ]
    const { city: _, ...all } = body
    const variants = [{ title: 'another law', rules, spending }]
    const { status, body: answer } = await office.post('province', '/what-ifs', { ...all, variants })
    expect([status, answer.code]).toEqual([200, undefined])
    // Wuhu has no books of the year, so what was told of it is of nobody.
    expect(answer).toMatchObject({ total: { variants: [{ expenditure: 612_345 }] } })
    const refused = await office.post('maker', '/what-ifs', { ...body, variants })
    expect([refused.body.code, refused.body.field]).toEqual([
      'fund-what-if.of-no-city',
      'variants/0/spending/1',
    ])
    const { trials } = (await office.get('province', '/what-ifs', { city: '340000' })).body
    expect(trials).toMatchObject([{ titles: ['another law'], ordered: { by: 'province' } }])
  })

  it('refuses what no fund has, with the line, and a rate above all that is earned', async () => {
    await office.deliver(claimsSettled, group([inpatientClaim('C1')]))
    const answerTo = async (variant: object) => {
      const variants = [{ title: 'nobody has it', ...variant }]
      const { status, body: answer } = await office.post('maker', '/what-ifs', { ...body, variants })
      return [status, answer.code]
    }
    const dearer = { line: 'inpatient', factor: '999.999999' }
    expect(await answerTo({ prices: Array.from({ length: 20 }, () => dearer) })).toEqual([
      ...[422, 'fund-what-if.too-much'],
    ])
    const spending = [{ line: 'inpatient', more: 1_000_000_000_000_000 }]
    expect(await answerTo({ spending })).toEqual([422, 'fund-what-if.too-much'])
    const figures = [{ figure: 'contribution.employee.employer_rate', becomes: '999999999' }]
    expect(await answerTo({ figures })).toEqual([422, 'fund-what-if.not-a-share'])
    const heads = { paying: '999.999999', retired: '999.999999' }
    expect(await answerTo({ heads, prices: [dearer], epidemic: { months: 12, more: '999' } })).toEqual([
      ...[422, 'fund-what-if.too-much'],
    ])
    expect((await office.recorded()).filter(({ kind }) => kind === 'fund-trial')).toEqual([])
  })

  it('of another city or of the province is not a city’s to try', async () => {
    expect((await office.post('otherCity', '/what-ifs', body)).status).toBe(403)
    const { city: _, ...all } = body
    expect((await office.post('maker', '/what-ifs', all)).status).toBe(403)
    expect((await office.get('otherCity', '/what-ifs', { city: '340100' })).status).toBe(403)
  })

  it('needs books to be tried on, and two years of them for a forecast', async () => {
    expect(await office.post('province', '/what-ifs', body)).toMatchObject({
      status: 404,
      body: { code: 'fund-what-if.no-books' },
    })
    await office.deliver(claimsSettled, group([inpatientClaim('C1')]))
    const forecast = { ...body, year: 2026, basis: 'forecast' }
    expect(await office.post('province', '/what-ifs', forecast)).toMatchObject({
      status: 422,
      body: { code: 'forecast.too-short' },
    })
  })
})
