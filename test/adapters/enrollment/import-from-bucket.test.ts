import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importOutcomes } from '#shared/edge/imports/import-records.ts'
import type { Stored } from '#shared/edge/store/store.ts'
import { startBucket } from '#test/support/buckets.ts'
import { type Token, tokens } from '#test/support/service.ts'
import { startWorkQueue } from '#test/support/work-queue.ts'
import { invariants } from '../../../services/enrollment/night/invariants.ts'
import { idNumberOf } from './people.ts'
import { startEnrollment } from './service.ts'

let service: Awaited<ReturnType<typeof startEnrollment>>
let queue: Awaited<ReturnType<typeof startWorkQueue>>
let bucket: Awaited<ReturnType<typeof startBucket>>

beforeAll(async () => {
  bucket = await startBucket()
  queue = await startWorkQueue(() => import('../../../services/enrollment/handlers/work.ts'))
  service = await startEnrollment()
})
afterAll(async () => {
  await service.stop()
  await queue.stop()
  await bucket.stop()
})

const headings = '公民身份号码,姓名,性别,出生日期,险种,参保地,人员类别,单位编号,救助类别,参保日期,缴费月数'
const row = (serial: number, { name = '王芳', city = '340100' } = {}) =>
  `${idNumberOf('1980-05-20', 2 * serial)},${name},女,1980-05-20,390,${city},resident,,,2025-01-01,`
const file = (...rows: readonly string[]) => [headings, ...rows, ''].join('\r\n')

/** Brings what the bucket told to the queue, and works on all of it; gives what failed. */
const bringTold = async () => {
  queue.units.push(...(bucket.told.splice(0) as never[]))
  const failures = []
  do failures.push(...(await queue.workOn()))
  while (queue.units.length > 0)
  return failures
}
type Received = { importId: string; runId: string; object: { key: string }; by: { subject: string } }
const received = async (token: Token = tokens.hefei): Promise<Received[]> => {
  const on = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const { body } = await service.call(token, 'GET', '/received-files', { query: { on } })
  return body.files as Received[]
}
const importOf = async (key: string, token: Token = tokens.hefei) => {
  const found = (await received(token)).find(({ object }) => object.key === key)
  const { body } = await service.call(token, 'GET', `/imports/${found?.importId}`)
  return body.runs as Record<string, unknown>[]
}
const persons = async () => (await service.items()).filter(({ kind }) => kind === 'identity').length
const runs = async () => (await service.items()).filter(({ kind }) => kind === 'run').length

describe('a file of persons that is put into the bucket', () => {
  it('enrols its persons by a run, which tells the object and who put it there', async () => {
    const key = 'imports/persons/340100/2025/名单 1.csv'
    await bucket.put(key, file(row(1), row(2)))
    expect(await bringTold()).toEqual([])
    expect(await importOf(key)).toMatchObject([
      {
        ...{ outcome: 'imported', rows: 2, imported: 2, bad: 0 },
        object: { key, etag: expect.stringMatching(/^[0-9a-f]{32}$/) },
        by: { subject: 'bucket:000000000000' },
      },
    ])
    expect(await persons()).toBe(2)
  })

  it('starts one run, however often it is told, at once or when the run is done', async () => {
    const before = await runs()
    await bucket.put('imports/persons/340100/twice.csv', file(row(3)))
    const [told = {}] = bucket.told
    bucket.told.push({ ...told }, { ...told, time: new Date(Date.now() + 1000).toISOString() })
    expect(await bringTold()).toEqual([])
    bucket.told.push({ ...told })
    expect(await bringTold()).toEqual([])
    expect(await runs()).toBe(before + 1)
    expect(await importOf('imports/persons/340100/twice.csv')).toHaveLength(1)
    expect(await persons()).toBe(3)
  })

  it('is imported on the terms its metadata tell: bad rows are left out, or nobody is enrolled', async () => {
    const bad = row(5, { name: '测试' })
    await bucket.put('imports/persons/340100/skip.csv', file(row(4), bad), { 'on-bad-rows': 'skip' })
    await bucket.put('imports/persons/340100/refuse.csv', file(row(6), bad))
    await bucket.put('imports/persons/340100/none.csv', file(bad), { 'on-bad-rows': 'skip' })
    await bucket.put('imports/persons/340100/look.csv', file(row(6), bad), { preview: 'true' })
    expect(await bringTold()).toEqual([])
    expect(await importOf('imports/persons/340100/skip.csv')).toMatchObject([
      { outcome: 'imported', imported: 1, bad: 1, firstBad: [{ line: 3, column: 'name' }] },
    ])
    expect(await importOf('imports/persons/340100/refuse.csv')).toMatchObject([{ outcome: 'refused' }])
    expect(await importOf('imports/persons/340100/none.csv')).toMatchObject([
      { outcome: 'refused', imported: 0, bad: 1, badRowParts: 1 },
    ])
    expect(await importOf('imports/persons/340100/look.csv')).toMatchObject([{ outcome: 'previewed' }])
    expect(await persons()).toBe(4)
  })

  it('enrols nobody of another city than the one its prefix names', async () => {
    await bucket.put('imports/persons/340100/other.csv', file(row(7, { city: '340200' })))
    expect(await bringTold()).toEqual([])
    expect(await importOf('imports/persons/340100/other.csv')).toMatchObject([
      { outcome: 'refused', firstBad: [{ code: 'caller.other-division' }] },
    ])
  })

  it('is seen by the division whose prefix it stands under, and by no other', async () => {
    expect((await received(tokens.wuhu)).length).toBe(0)
    const [first] = await received()
    const { status } = await service.call(tokens.wuhu, 'GET', `/imports/${first?.importId}`)
    expect(status).toBe(404)
  })

  it('is read by whoever may send its kind: a list of deaths by the office, and by no school', async () => {
    const key = 'imports/deaths/340000/deaths.csv'
    const text = [
      '姓名,身份证号,死亡日期,死亡证明类型,火化证编号',
      `王芳,${idNumberOf('1980-05-20', 998)},2025-03-04,火化证明,HH-77`,
    ].join('\r\n')
    await bucket.put(key, text, { 'on-bad-rows': 'skip' })
    expect(await bringTold()).toEqual([])
    const office = { scope: 'province', division: '340000' } as never
    const of = (await received(office)).find(({ object }) => object.key === key)
    const read = (token: Token, path = '') => service.call(token, 'GET', `/imports/${of?.importId}${path}`)
    expect((await read(office)).body.runs).toMatchObject([{ kind: 'deaths', bad: 1 }])
    for (const path of ['', `/runs/${of?.runId}/bad-rows`]) {
      expect((await read(office, path)).status).toBe(200)
      expect((await read(tokens.education, path)).body.code).toBe('import.unknown')
    }
    const piece = { key: 'over-the-bucket', body: { contentBase64: '' } }
    const replaced = await service.call(office, 'PUT', `/imports/${of?.importId}/parts/1`, piece)
    expect(replaced.body.code).toBe('import.unknown')
  })

  it('that was imported before imports kept whose they are is known by what it came to', async () => {
    const came = { division: '340000', importId: 'before', runId: 'N1', fileKind: 'deaths' }
    const by = { subject: 'bucket:1', division: '340000', operation: 'PUT', at: '2026-01-02T00:00:00.000Z' }
    const figures = { rows: 1, imported: 0, bad: 1, firstBad: [], firstNames: [] }
    await service.store.write([
      importOutcomes.create({ ...came, ...figures, by: { ...by, scope: 'file' }, outcome: 'refused' }),
    ])
    const office = { scope: 'province', division: '340000' } as never
    expect((await service.call(office, 'GET', '/imports/before')).body.runs).toHaveLength(1)
    expect((await service.call(tokens.education, 'GET', '/imports/before')).body.code).toBe('import.unknown')
  })

  it('that another took the place of before it was read is overtaken, and the other is imported', async () => {
    const key = 'imports/persons/340100/changed.csv'
    await bucket.put(key, file(row(8)))
    await bucket.put(key, file(row(9), row(10)))
    expect(await bringTold()).toEqual([])
    const outcomes: { readonly outcome: string }[] = []
    for (const { object, importId } of await received())
      if (object.key === key)
        outcomes.push(...((await service.call(tokens.hefei, 'GET', `/imports/${importId}`)).body.runs as []))
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['imported', 'overtaken'])
    expect(await persons()).toBe(6)
  })
})

describe('the bad rows of a file', () => {
  const badRowsOf = async (key: string, part: string, token: Token = tokens.hefei) => {
    const { importId, runId } = (await received()).find(({ object }) => object.key === key) ?? {}
    return service.download(token, `/imports/${importId}/runs/${runId}/bad-rows`, { part })
  }
  const key = 'imports/persons/340100/to-mend.csv'

  it('come back as they were written, with their lines and faults, and are taken once they are mended', async () => {
    const before = await persons()
    const rows = [row(30), row(31, { name: '测试' }), row(30), row(1, { name: '李娜' })]
    await bucket.put(key, file(...rows), { 'on-bad-rows': 'skip' })
    expect(await bringTold()).toEqual([])
    expect(await importOf(key)).toMatchObject([{ imported: 1, bad: 3, badRowParts: 1 }])
    const { status, text } = await badRowsOf(key, '1')
    expect(status).toBe(200)
    expect(text.startsWith('\ufeff')).toBe(true)
    const [heading, ...lines] = text.trim().split('\r\n')
    expect(heading).toBe(`行号,${headings},错误,What is wrong`)
    expect(lines.map((line) => line.split(',')[0])).toEqual(['3', '4', '5'])
    const written = `3,'${row(31, { name: '测试' })},`
    expect(lines[0]?.startsWith(written)).toBe(true)
    expect(lines[0]?.slice(written.length)).toMatch(/^姓名：.*姓名: /)

    await bucket.put('imports/persons/340100/mended.csv', text.replace(',测试,', ',王芳,'), {
      'on-bad-rows': 'skip',
    })
    expect(await bringTold()).toEqual([])
    expect(await importOf('imports/persons/340100/mended.csv')).toMatchObject([{ imported: 2, bad: 1 }])
    expect(await persons()).toBe(before + 2)
  })

  it('are a file for a refused import and a preview as well', async () => {
    const bad = file(row(33), row(34, { name: '不详' }))
    await bucket.put('imports/persons/340100/refused-2.csv', bad)
    await bucket.put('imports/persons/340100/preview-2.csv', bad, { preview: 'true' })
    expect(await bringTold()).toEqual([])
    for (const each of ['refused-2', 'preview-2'])
      expect((await badRowsOf(`imports/persons/340100/${each}.csv`, '1')).text).toContain('不详')
  })

  it('are nobody else’s, and there are no more parts than are told', async () => {
    expect((await badRowsOf(key, '1', tokens.wuhu)).status).toBe(422)
    for (const part of ['2', '0', '-1', '1.5', 'x']) expect((await badRowsOf(key, part)).status).toBe(422)
  })

  it('are kept sealed: no item shows a name or a number of them', async () => {
    const kept = JSON.stringify((await service.items()).filter(({ kind }) => kind === 'import-bad-rows'))
    expect(kept).not.toContain('测试')
    expect(kept).not.toContain(idNumberOf('1980-05-20', 62))
  })
})

describe('the check of what is recorded', () => {
  const violationsOf = (items: readonly Stored[]) =>
    invariants
      .filter(({ id }) => id === 'enrollment.imports-add-up')
      .flatMap(({ start }) => {
        const { see, finish } = start()
        for (const item of items) see(item)
        return finish().violations.map(({ what }) => what)
      })

  it('finds a row that is lost, a person of a file that was refused, and two rows that are one person', async () => {
    const items = await service.items()
    expect(violationsOf(items)).toEqual([])
    const spoil = (outcome: string, more: object) =>
      items.map((item) => (item.outcome === outcome ? { ...item, ...more } : item))
    expect(violationsOf(spoil('imported', { rows: 1_000 }))).toContain('a row is neither done nor bad')
    expect(violationsOf(spoil('refused', { imported: 1 }))).toContain(
      'a file that was not imported did something',
    )
    const commands = ['2', '3'].map((line) => ({ id: `N${'0'.repeat(20)}:${line}` }))
    expect(
      violationsOf(items.map((item) => (item.kind === 'coverage' ? { ...item, commands } : item))),
    ).toContain('two rows of one file are theirs')
  })
})

describe('an object that is no such file gives a run that says why, and no dead letter', () => {
  it.each([
    ['a picture', '\u0089PNG\r\n\u001a\n', {}, 'file.column-missing'],
    ['nothing', '', {}, 'file.empty'],
    ['metadata that nobody reads', file(row(20)), { 'on-bad-rows': 'perhaps' }, 'file.bad-terms'],
    ['a sheet whose name is no encoded text', file(row(20)), { sheet: '%E0%A4%A' }, 'file.bad-terms'],
    ['a broken workbook', 'PK\u0003\u0004broken', {}, 'file.bad-workbook'],
    ['no column that is wanted', 'a,b\r\n1,2\r\n', {}, 'file.column-missing'],
  ])('%s', async (what, content, metadata, code) => {
    const key = `imports/persons/340100/${what}`
    await bucket.put(key, content, metadata)
    expect(await bringTold()).toEqual([])
    expect(await importOf(key)).toMatchObject([
      { outcome: 'unreadable', fault: { code, reasonZh: expect.any(String) } },
    ])
  })

  it('under a division that there is not: the province sees it', async () => {
    await bucket.put('imports/persons/999999/list.csv', file(row(21)))
    await bucket.put('imports/persons/list.csv', file(row(21)))
    expect(await bringTold()).toEqual([])
    for (const key of ['imports/persons/999999/list.csv', 'imports/persons/list.csv'])
      expect(await importOf(key, tokens.province)).toMatchObject([
        { outcome: 'unreadable', fault: { code: 'file.no-division' } },
      ])
  })

  it('whose name is somebody’s ID number: the number is kept nowhere', async () => {
    const number = idNumberOf('1980-05-20', 44)
    await bucket.put(`imports/persons/340100/${number}.csv`, file(row(22)))
    expect(await bringTold()).toEqual([])
    const masked = `imports/persons/340100/${number.slice(0, 6)}********${number.slice(14)}.csv`
    expect(await importOf(masked)).toMatchObject([{ fault: { code: 'file.named-for-person' } }])
    expect(JSON.stringify(await service.items())).not.toContain(number)
  })

  it('while a folder is nothing at all', async () => {
    const before = await runs()
    await bucket.put('imports/persons/340100/folder/', '')
    expect(await bringTold()).toEqual([])
    expect(await runs()).toBe(before)
  })
})
