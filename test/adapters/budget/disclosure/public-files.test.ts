import { describe, expect, it } from 'vitest'
import { claimsSettled, institutionRegistered } from '#shared/contracts/settlement.ts'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { publishFund, publishList } from '../../../../services/budget/disclosure/publish.ts'
import { servePublic } from '../../../../services/budget/disclosure/serve.ts'
import { listPublic, publicDocuments, publicLists } from '../../../../services/budget/disclosure/store.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim, reversalOf } from '../claims.ts'
import { assess, lock, propose, settledYear } from '../clearing/cleared-year.ts'
import { decideQuotas } from '../decided-quotas.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const fund = { city: '340100', scheme: 'employee' } as const
const institutions = ['H34010001', 'H34010002'].map((institution) => ({ institution, weight: 1 }))
const decide = () =>
  decideQuotas(office, { ...fund, year: 2025, target: 20_000_000, visits: 4_000_000, institutions })
const publish = async (on: string) => {
  await office.does({
    ...{ runId: '', unitId: '', task: 'publish-due', input: {} },
    dueAt: `${on}T04:00:00+08:00`,
  } as never)
  await office.doWork()
}
const textOf = (key: string): string => new TextDecoder().decode(office.publicFiles.files.get(key)?.bytes)
const named = (name: string, revision = 1) => ({
  id: `institution:H34010001:${revision}`,
  occurredOn: '2025-01-01',
  data: { institution: 'H34010001', name, city: '340100', level: 3, revision },
})
const publications = async () =>
  (await office.get('otherCity', '/disclosures/publications', fund)).body as unknown as {
    publications: { document: string; period: string; digest: string; hidden: number }[]
  }

/** A January of twelve stays at one hospital and two at another, settled. */
const settleJanuary = async () => {
  await decide()
  const claims = [
    ...Array.from({ length: 12 }, (_, index) => inpatientClaim(`C${index}`)),
    ...['D1', 'D2'].map((claim) => inpatientClaim(claim, 'H34010002')),
  ]
  await office.deliver(claimsSettled, group(claims))
  await office.post('maker', '/monthly-settlements', { ...fund, month: '2025-01', on: '2025-02-05' })
  await office.doWork()
}

describe('what stands in public without a token', () => {
  it('is nothing before it is decided, and quotas with the names of institutions afterwards', async () => {
    await publish('2025-01-10')
    expect((await publications()).publications).toEqual([])
    await office.deliver(institutionRegistered, named('合肥市第一人民医院', 2))
    await office.deliver(institutionRegistered, named('旧名', 1))
    await decide()
    await publish('2025-01-11')
    const page = textOf('340100/employee/quotas-2025-v1.html')
    expect(page).toContain('合肥市第一人民医院')
    expect(page).not.toContain('旧名')
    expect(page).toContain('100000.00')
    expect(textOf('340100/employee/quotas-2025-v1.csv')).toContain('H34010001,合肥市第一人民医院,')
    expect(office.publicFiles.files.has('340100/employee/quotas-2025-v1.xlsx')).toBe(true)
    expect(page).toContain(
      '<p lang="en">Hefei, employees: Quotas of total control (2025-v1). Amounts in yuan.</p>',
    )
    const list = textOf('340100/index.html')
    expect(list).toContain('职工医保 · 总额控制指标')
    expect(list).toContain('employee/quotas-2025-v1.html')
    expect(list).toContain('<a href="/public">全省</a>')
    expect(textOf('340200/index.html')).toContain('尚无公开文件')
    expect(textOf('index.html')).toContain('/public/340100/')
  })

  it('has the digest that the operation answers, so that both are seen to be the same', async () => {
    await decide()
    await publish('2025-01-11')
    const answered = (await office.get('maker', '/disclosures/quotas', { ...fund, year: '2025' })).body
    const [quotas] = (await publications()).publications
    expect(quotas).toMatchObject({ document: 'quotas', period: '2025-v1', digest: answered.digest })
    expect(textOf('340100/employee/quotas-2025-v1.html')).toContain(String(answered.digest))
  })

  it('shows no person: no claim, no number, and no amounts of a hospital with two claims', async () => {
    await settleJanuary()
    await publish('2025-02-06')
    const { publications: listed } = await publications()
    expect(listed.find(({ document }) => document === 'execution')).toMatchObject({ hidden: 3 })
    const everything = [...office.publicFiles.files]
      .filter(([key]) => !key.endsWith('.xlsx'))
      .map(([, { bytes }]) => new TextDecoder().decode(bytes))
      .join('\n')
    expect(everything).not.toMatch(/\b[CD]\d+\b|P\d{3,}|\d{17}[\dXx]/)
    // The other hospital's amounts and the total would tell those of the two by subtraction.
    const csv = textOf('340100/employee/execution-2025-01.csv').split('\r\n')
    expect(csv.slice(1, 4)).toEqual(['H34010001,,—,—,—,—,—,—', 'H34010002,,—,—,—,—,—,—', '合计,,—,—,—,—,—,—'])
  })

  it('tells no digest of what it does not show: whoever tries figures would find the hidden ones by it', async () => {
    await settleJanuary()
    await publish('2025-02-06')
    const document = (await listPublic(office.store, fund)).find((each) => each.document === 'execution')
    const everything = [...office.publicFiles.files.values()].map(({ bytes }) =>
      new TextDecoder().decode(bytes),
    )
    expect(everything.filter((text) => text.includes(String(document?.digest)))).toEqual([])
    const csv = await office.publicFiles.digestAt('340100/employee/execution-2025-01.csv')
    expect(textOf('340100/employee/execution-2025-01.html')).toContain(`所示数据摘要：${csv}`)
    expect(textOf('340100/index.json')).toContain(`"digest":"${csv}"`)
  })

  it('shows no amounts of a month in which one claim was only taken back', async () => {
    await decide()
    const of = (prefix: string, institution?: string) =>
      Array.from({ length: 12 }, (_, index) => inpatientClaim(`${prefix}${index}`, institution))
    const settle = (month: string, on: string) =>
      office.post('maker', '/monthly-settlements', { ...fund, month, on })
    const second = of('D', 'H34010002')
    await office.deliver(claimsSettled, group([...of('C'), ...second]))
    await settle('2025-01', '2025-02-05')
    await office.doWork()
    await office.deliver(claimsSettled, group([...of('E'), ...second.slice(0, 1).map(reversalOf)], '2025-02'))
    await settle('2025-02', '2025-03-05')
    await office.doWork()
    await publish('2025-03-06')
    const rowsOf = (month: string) =>
      textOf(`340100/employee/execution-${month}.csv`).split('\r\n').slice(1, 4)
    expect(rowsOf('2025-01').join()).not.toContain('—')
    expect(rowsOf('2025-02')).toEqual(['H34010001', 'H34010002', '合计'].map((row) => `${row},,—,—,—,—,—,—`))
  })

  it('shows the amounts of hospitals with claims enough, which are what the month was settled at', async () => {
    await decide()
    const of = (prefix: string, institution?: string) =>
      Array.from({ length: 10 }, (_, index) => inpatientClaim(`${prefix}${index}`, institution))
    await office.deliver(claimsSettled, group([...of('C'), ...of('D', 'H34010002')]))
    await office.post('maker', '/monthly-settlements', { ...fund, month: '2025-01', on: '2025-02-05' })
    await office.doWork()
    await publish('2025-02-06')
    const [, first] = textOf('340100/employee/execution-2025-01.csv').split('\r\n')
    // Ten stays of 7,800 at a quota of 8,200 for January: 6,000 of each are the pool's.
    expect(first).toBe('H34010001,,78000.00,8200.00,8200.00,51800.00,410.00,25790.00')
    expect(await violationsIn(office)).toEqual([])
  })

  it('is written again where a file was lost or changed, and left alone where nothing moved', async () => {
    await settleJanuary()
    await publish('2025-02-06')
    const before = await publications()
    await publish('2025-02-07')
    expect(await publications()).toEqual({ ...before, through: '2025-02-07' })
    const key = '340100/employee/execution-2025-01.html'
    const page = textOf(key)
    await office.publicFiles.put(key, {
      ...{ bytes: new TextEncoder().encode('nothing to see'), type: 'text/html', keptSeconds: 1 },
    })
    await publish('2025-02-08')
    expect(textOf(key)).toBe(page)
    for (const lost of ['csv', 'xlsx']) office.publicFiles.files.delete(key.replace('html', lost))
    await publish('2025-02-09')
    for (const found of ['csv', 'xlsx'])
      expect(office.publicFiles.files.has(key.replace('html', found))).toBe(true)
  })

  it('is written again where a page has the layout of an earlier release, whose style is not let in any more', async () => {
    await decide()
    await publish('2025-01-11')
    const [before] = await listPublic(office.store, fund)
    if (!before) throw new Error('nothing was published')
    await office.store.write([publicDocuments.replace({ ...before, layout: 'of before' }, before.version)])
    await publish('2025-01-12')
    const [after] = await listPublic(office.store, fund)
    expect(after).toEqual({ ...before, version: before.version + 2 })
  })

  it('is neither packed nor written again where its source was worked out once more and came to the same', async () => {
    const workOut = async (on: string) => {
      const { status } = await office.post('province', '/indicators/runs', { month: '2025-01', on })
      expect(status).toBe(202)
      await office.doWork()
    }
    const costs = async () => (await office.recorded()).find((each) => each.document === 'costs')
    await settleJanuary()
    await workOut('2025-02-05')
    await publish('2025-02-06')
    const [before, stood] = [await costs(), new Map(office.publicFiles.files)]
    expect(before).toMatchObject({ publishedOn: '2025-02-06' })
    await workOut('2025-02-07')
    await publish('2025-02-08')

    const after = await costs()
    expect(after?.stamp).not.toBe(before?.stamp)
    expect(after?.publishedOn).toBe('2025-02-06')
    // A file that is written again is another object, though its bytes are the same.
    const written = [...office.publicFiles.files].filter(([key, file]) => stood.get(key) !== file)
    expect(written.map(([key]) => key)).toEqual([])
  })

  it('lists again what its list lost, and a document whose publication broke off before it was listed', async () => {
    await decide()
    await publish('2025-01-11')
    const list = textOf('340100/index.html')
    expect(list).toContain('quotas-2025-v1.html')
    for (const [lost, on] of [
      ['340100/index.json', '2025-01-12'],
      ['340100/index.html', '2025-01-13'],
      ['index.html', '2025-01-14'],
    ] as const) {
      const before = textOf(lost)
      office.publicFiles.files.delete(lost)
      await publish(on)
      expect([lost, textOf(lost)]).toEqual([lost, before])
    }
    const listed = await publicLists.read(office.store, fund)
    if (!listed) throw new Error('nothing was listed')
    expect(listed.isStale).toBe(false)
    await office.publicFiles.put('340100/index.html', {
      ...{ bytes: new TextEncoder().encode('of before'), type: 'text/html', keptSeconds: 1 },
    })
    const page = office.publicFiles.files.get('340100/index.html')
    const ofBefore = await office.publicFiles.digestAt('340100/index.html')
    await office.store.write([
      publicLists.replace({ ...listed, page: ofBefore ?? '', isStale: true }, listed.version),
    ])
    await publish('2025-01-15')
    expect(office.publicFiles.files.get('340100/index.html')).not.toBe(page)
    expect(textOf('340100/index.html')).toBe(list)
  })

  it('costs a night the same whether ten years were published before or none', async () => {
    const policy = readPolicy('shared/policy/anhui')
    const looksOf = async (on: string) => {
      let looks = 0
      const { digestAt } = office.publicFiles
      const counting = {
        ...office.publicFiles,
        digestAt: (key: string) => {
          looks += 1
          return digestAt(key)
        },
      }
      const needs = { store: office.store, policy: () => policy, publicFiles: counting }
      await publishFund(fund, on, needs)
      await publishList(fund.city, needs)
      return looks
    }
    await settleJanuary()
    await publish('2025-02-06')
    const [one] = await listPublic(office.store, fund)
    if (!one) throw new Error('nothing was published')
    const years = Array.from({ length: 10 }, (_, index) => 2015 + index)
    for (const year of years)
      for (let month = 1; month <= 12; month += 1) {
        const of = { document: 'execution' as const, period: `${year}-${String(month).padStart(2, '0')}` }
        await office.store.write([publicDocuments.replace({ ...one, ...of, version: 0 }, 0)])
      }
    const ofYears = await looksOf('2025-02-07')
    // Three lists, and three files of each document of 2024 and 2025; ten years have 360 files.
    const recent = (await listPublic(office.store, fund)).filter(({ period }) => period >= '2024')
    expect(ofYears).toBe(3 + 3 * recent.length)
    expect(recent.length).toBeLessThan(20)
  })

  it('holds a cleared year and what the fund remitted', async () => {
    await settledYear(office)
    await assess(office)
    await propose(office)
    await publish('2026-03-01')
    expect((await publications()).publications.map(({ document }) => document)).not.toContain('clearing')
    await lock(office)
    await publish('2026-04-02')
    const kinds = (await publications()).publications.map(({ document, period }) => `${document} ${period}`)
    expect(kinds).toContain('clearing 2025')
    expect(kinds).toContain('adjustment 2025-12')
    expect(await violationsIn(office)).toEqual([])
  })
})

describe('a public address', () => {
  const ask = (path: string, ifNoneMatch?: string) => servePublic({ path, ifNoneMatch }, office.publicFiles)

  it('answers with the file, for how long a copy may be kept, and with nothing to whoever has the same', async () => {
    await decide()
    await publish('2025-01-11')
    const path = '/public/340100/employee/quotas-2025-v1.html'
    const answer = await ask(path)
    expect(answer).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'public, max-age=3600' },
    })
    expect(Buffer.from(answer.body, 'base64').toString('utf8')).toContain('总额控制指标')
    const again = await ask(path, answer.headers.etag)
    expect(again).toMatchObject({ statusCode: 304, body: '' })
    expect((await ask('/public')).headers).toMatchObject({ 'cache-control': 'public, max-age=300' })
    for (const list of ['/public', '/public/', '/public/340100/'])
      expect([list, (await ask(list)).statusCode]).toEqual([list, 200])
  })

  it('spares whoever says that they have the same among several, packed on the way, or any', async () => {
    await decide()
    await publish('2025-01-11')
    const path = '/public/340100/employee/quotas-2025-v1.csv'
    const { etag = '' } = (await ask(path)).headers
    for (const same of [`W/${etag}`, `"other", ${etag}`, '*'])
      expect((await ask(path, same)).statusCode).toBe(304)
    for (const other of ['"other"', '', etag.replaceAll('"', '')])
      expect((await ask(path, other)).statusCode).toBe(200)
  })

  it('of a city leads to its list where the slash is missing, and nowhere where there is no list', async () => {
    await publish('2025-01-11')
    expect(await ask('/public/340100')).toMatchObject({
      ...{ statusCode: 308, headers: { location: '/public/340100/' }, body: '' },
    })
    for (const path of ['/public/999999', '/public/340100/employee', '/public/340100/employee/'])
      expect((await ask(path)).statusCode).toBe(404)
  })

  it('answers nothing but what stands there', async () => {
    for (const path of [
      '/public/340100/employee/none.html',
      '/public/../secret.html',
      '/public/%2e%2e/x.csv',
    ])
      expect((await ask(path)).statusCode).toBe(404)
  })
})
