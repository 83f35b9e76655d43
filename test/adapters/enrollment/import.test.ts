import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokens } from '#test/support/service.ts'
import { earlyStartsByTwo } from '../../../services/enrollment/enrolment/start-invariant.ts'
import { invariants } from '../../../services/enrollment/night/invariants.ts'
import { idNumberOf, resident } from './people.ts'
import { startEnrollment } from './service.ts'

let service: Awaited<ReturnType<typeof startEnrollment>>

beforeAll(async () => {
  service = await startEnrollment()
})
afterAll(() => service.stop())

const header = 'id_number,name,sex,birth_on,scheme,city,employment,employer_id,aid,from,paid_months'
const row = (serial: number, more: Readonly<Record<string, string>> = {}) => {
  const cells: Record<string, string> = {
    id_number: idNumberOf('1980-05-20', 2 * serial),
    name: '王芳',
    sex: '女',
    birth_on: '1980-05-20',
    scheme: '390',
    city: '340100',
    employment: 'resident',
    employer_id: '',
    aid: '',
    from: '2025-01-01',
    paid_months: '',
    ...more,
  }
  return header
    .split(',')
    .map((column) => cells[column])
    .join(',')
}
const file = (...rows: string[]) => Buffer.from([header, ...rows].join('\r\n'))

const send = async (
  content: Buffer,
  key: string,
  more: { onBadRows?: string; preview?: boolean } = {},
  token = tokens.hefei as never,
) =>
  service.call(token, 'POST', '/imports', {
    key,
    body: { contentBase64: content.toString('base64'), onBadRows: 'refuse', ...more },
  })

const count = async () => (await service.items()).filter(({ kind }) => kind === 'identity').length

describe('an enrolment list', () => {
  it('may have the headings that offices write, and tells those that nobody reads', async () => {
    const headings =
      '序号,公民身份号码,姓名,性别,出生日期,险种,参保地,人员类别,单位编号,救助类别,参保日期,缴费月数'
    const listed = (sex: string) => Buffer.from(`${headings}\r\n1,${row(50, { sex })}`)
    const previewed = await send(listed('2'), 'chinese-1', { preview: true })
    expect(previewed).toMatchObject({
      status: 200,
      body: { rows: 1, bad: [], firstNames: ['王芳'], unreadColumns: ['序号'] },
    })
    const twice = Buffer.from(`name,${headings}\r\n王芳,1,${row(50)}`)
    expect(await send(twice, 'chinese-2', { preview: true })).toMatchObject({
      status: 422,
      body: { code: 'file.column-twice' },
    })
  })

  it('enrols each person, and answers the same when it is sent again, under any key', async () => {
    const first = await send(file(row(1), row(2), row(3)), 'list-1')
    expect(first).toMatchObject({ status: 200, body: { rows: 3, imported: 3, bad: [] } })
    expect(await send(file(row(1), row(2), row(3)), 'list-1')).toEqual(first)
    expect(await send(file(row(1), row(2), row(3)), 'list-2')).toEqual(first)
    expect(await count()).toBe(3)
  })

  it('stands in the history of each person it enrolled', async () => {
    const { body } = await send(file(row(6), row(7)), 'story')
    for (const { personId } of body.persons as { personId: string }[]) {
      const query = { record: `/v1/enrollment/persons/${personId}` }
      const { body: history } = await service.call(tokens.hefei, 'GET', '/history', { query })
      expect(history.commands).toMatchObject([
        { subject: 'clerk-340100', operation: 'POST /v1/enrollment/imports' },
      ])
    }
    expect(body.persons).toHaveLength(2)
  })

  it('with one bad row imports nothing when told to refuse, and the good ones when told to skip', async () => {
    const bad = row(5, { birth_on: '1980-05-21' })
    const before = await count()
    const expected = { line: 3, column: 'id_number', code: 'id-number.birth-differs' }
    expect((await send(file(row(4), bad), 'bad-1')).body).toMatchObject({
      imported: 0,
      bad: [expected],
      persons: [],
    })
    expect(await count()).toBe(before)
    expect((await send(file(row(4), bad), 'bad-2', { onBadRows: 'skip' })).body).toMatchObject({
      imported: 1,
      bad: [expected],
      persons: [{ line: 2 }],
    })
  })

  it('names line, column, code and reason of every kind of bad row, without repeating the cell', async () => {
    const rows = [
      row(10, { sex: 'x' }),
      row(11, { city: '110000' }),
      row(12, { from: '2025-02-30' }),
      row(13, { scheme: '310' }),
      row(14, { paid_months: '-1' }),
      row(15, { city: '340200' }),
      row(16),
      row(16),
      row(17, { id_number: idNumberOf('1980-05-20', 34).replace(/.$/, 'Z') }),
      row(1, { name: '李娜' }),
    ]
    const { body } = await send(file(...rows), 'kinds', { onBadRows: 'skip', preview: true })
    expect(
      (body.bad as { line: number; column: string; code: string }[]).map(({ line, column, code }) => [
        line,
        column,
        code,
      ]),
    ).toEqual([
      [2, 'sex', 'import.invalid-cell'],
      [3, 'city', 'import.invalid-cell'],
      [4, 'from', 'import.invalid-cell'],
      [5, 'employment', 'enrollment.scheme-employment'],
      [6, 'paid_months', 'import.invalid-cell'],
      [7, 'city', 'caller.other-division'],
      [9, 'id_number', 'import.duplicate'],
      [10, 'id_number', 'id-number.malformed'],
      [11, 'id_number', 'enrollment.identity-differs'],
    ])
    expect(JSON.stringify(body)).not.toContain('李娜')
    expect(JSON.stringify(body)).not.toContain(idNumberOf('1980-05-20', 34))
  })

  it('whose person another city covers is bad before anything is written', async () => {
    const elsewhere = await service.call(tokens.wuhu, 'POST', '/persons', {
      key: 'elsewhere',
      body: resident(20, { city: '340200' }),
    })
    expect(elsewhere.status).toBe(201)
    const before = await count()
    expect((await send(file(row(21), row(20)), 'elsewhere-list')).body).toMatchObject({
      imported: 0,
      bad: [{ line: 3, column: 'id_number', code: 'enrollment.registered-elsewhere' }],
    })
    expect(await count()).toBe(before)
  })

  it('is read in GB18030 too', async () => {
    // 王芳 男 in GB18030, between ASCII cells.
    const ascii = file(row(30)).toString('utf8')
    const [before = '', after = ''] = ascii.split('王芳,女')
    const bytes = Buffer.concat([
      Buffer.from(before, 'ascii'),
      Buffer.from([0xcd, 0xf5, 0xb7, 0xbc, 0x2c, 0xc5, 0xae]),
      Buffer.from(after, 'ascii'),
    ])
    expect((await send(bytes, 'gb')).body).toMatchObject({ imported: 1, bad: [] })
    const wangFang = { certificate: { number: idNumberOf('1980-05-20', 60) }, name: '王芳' }
    const found = await service.call(tokens.hefei, 'POST', '/persons/look-ups', { body: wangFang })
    expect(found.body.persons).toHaveLength(1)
  })

  it('is refused whole when a column is missing, a line is broken or the encoding is another', async () => {
    let sent = 0
    const problem = async (content: Buffer) => {
      sent += 1
      return (await send(content, `whole-${sent}`)).body.code
    }
    expect(await problem(Buffer.from('id_number,name\r\n1,2'))).toBe('file.column-missing')
    expect(await problem(Buffer.from(`${header}\r\n"1`))).toBe('file.malformed')
    expect(await problem(Buffer.concat([file(row(40)), Buffer.from([0xff, 0xff])]))).toBe('file.encoding')
    expect(await problem(file(...Array.from({ length: 501 }, (_, serial) => row(serial))))).toBe(
      'file.too-long',
    )
    const other = await send(file(row(40)), 'whole-1')
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-key.other-payload' } })
  })

  it('that was only previewed leaves nothing behind', async () => {
    const before = await count()
    expect((await send(file(row(50)), 'preview', { preview: true })).body).toMatchObject({
      rows: 1,
      imported: 0,
    })
    expect(await count()).toBe(before)
  })
})

describe('after all of this', () => {
  it('every invariant of enrolment holds', async () => {
    const checks = invariants.map((invariant) => invariant.start())
    for (const item of await service.items()) for (const check of checks) check.see(item)
    const findings = checks.map((check) => check.finish())
    expect(findings.flatMap(({ violations }) => violations)).toEqual([])
    const idle = invariants.filter((_, index) => findings[index]?.checked === 0)
    // Nobody is on a list of aid, told a village, enrolled by a school, or found to be another, and no passport tells its
    // country; their own tests have these.
    expect(idle.map(({ id }) => id)).toEqual([
      'enrollment.passports-by-country',
      'enrollment.aid-follows-its-list',
      'enrollment.unit-of-their-city',
      'enrollment.students-of-registered-schools',
      'enrollment.disabled-are-registered',
      'enrollment.statements',
      'enrollment.one-person-once',
      'enrollment.parted-item-by-item',
    ])
  })
})

describe('a coverage that begins years ago', () => {
  const early = file(row(60, { from: '2015-01-01' }))
  const digest = (content: Buffer) => createHash('sha256').update(content).digest('hex')
  const approve = (token: object, content: Buffer, key: string) =>
    service.call(token as never, 'POST', '/start-approvals', { key, body: { file: digest(content) } })
  const clerk = { ...tokens.hefei, sub: 'zhang.san' }
  const colleague = { ...tokens.hefei, sub: 'li.si' }
  const codeOf = ({ body }: { body: Record<string, unknown> }) => (body.bad as { code: string }[])[0]?.code

  it('is had begin by nobody alone: another person of the office approves that very file first', async () => {
    const alone = await send(early, 'early-1', {}, clerk as never)
    expect([codeOf(alone), alone.body.imported]).toEqual(['enrollment.start-by-two', 0])
    await approve({ ...tokens.wuhu, sub: 'li.si' }, early, 'of-wuhu')
    expect(codeOf(await send(early, 'early-w', {}, clerk as never))).toBe('enrollment.start-by-two')
    await approve(clerk, early, 'own')
    const own = await send(early, 'early-2', {}, { ...clerk, sub: ' Zhang.San' } as never)
    expect(codeOf(own)).toBe('enrollment.start-same-person')
    const fresh = Buffer.concat([early, Buffer.from('\r\n')])
    await approve(colleague, fresh, 'approved')
    expect(codeOf(await send(early, 'early-3', {}, clerk as never))).toBe('enrollment.start-same-person')
    const done = await send(fresh, 'early-4', {}, clerk as never)
    expect(done.body).toMatchObject({ imported: 1, bad: [] })
    const [{ personId }] = done.body.persons as [{ personId: string }]
    const coverage = (await service.items()).find(
      ({ kind, pk }) => kind === 'coverage' && pk.includes(personId),
    )
    expect(coverage?.insured).toMatchObject({
      spells: [
        {
          from: '2015-01-01',
          earlyStart: { by: { subject: 'zhang.san' }, approvedBy: { subject: 'li.si' }, file: digest(fresh) },
        },
      ],
    })
  })

  it('is not registered by itself, and is told by the check where one person did all', async () => {
    const items = await service.items()
    const told = (planted: readonly object[]): string[] => {
      const { see, finish } = earlyStartsByTwo.start()
      for (const item of planted) see(item as never)
      return finish().violations.map(({ what }) => what)
    }
    expect(told(items)).toEqual([])
    const unapproved = items.filter(({ kind }) => kind !== 'start-approval')
    expect(told(unapproved)).toEqual(['nobody approved the file that it is of'])
    const text = JSON.stringify(items).replaceAll('"li.si"', '"zhang.san"')
    expect(told(JSON.parse(text))).toEqual(['one person had it begin so early'])
  })
})
