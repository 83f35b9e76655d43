import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { Stored } from '#shared/edge/store/store.ts'
import { overdueOf } from '#shared/kernel/wait.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { startWorkQueue } from '#test/support/work-queue.ts'
import { aidFollowsItsList } from '../../../services/enrollment/aid-list/invariants.ts'
import { aidListsAreApproved } from '../../../services/enrollment/aid-list/waits.ts'
import { idNumberOf, resident } from './people.ts'
import { startEnrollment } from './service.ts'

let service: Awaited<ReturnType<typeof startEnrollment>>
let queue: Awaited<ReturnType<typeof startWorkQueue>>
let sent = 0

beforeAll(async () => {
  queue = await startWorkQueue(() => import('../../../services/enrollment/handlers/work.ts'))
  service = await startEnrollment()
})
afterAll(async () => {
  await service.stop()
  await queue.stop()
})

const { hefei, wuhu, civilAffairs } = tokens
const second = { ...hefei, sub: 'second-hefei' }
const call = (token: Token, method: string, path: string, body?: object) => {
  sent += 1
  return service.call(token, method, path, { key: `aid-${sent}`, ...(body ? { body } : {}) })
}
const enrolled = async (serial: number, more: object = {}): Promise<string> =>
  String((await call(hefei, 'POST', '/persons', resident(serial, more))).body.personId)
const aidOf = async (personId: string) =>
  ((await call(hefei, 'GET', `/persons/${personId}`)).body.coverage as { aid: string }).aid

type Listed = readonly [serial: number, aid: string, name?: string]
const line = ([serial, aid, name = '王芳']: Listed) =>
  `${name},${idNumberOf('1980-05-20', 2 * serial)},${aid}`
const ourHeadings = '姓名,*身份证号,救助类别'
const csv = (rows: readonly string[], headings = ourHeadings) =>
  Buffer.from(['合肥市医疗救助对象名单', headings, ...rows].join('\n')).toString('base64')

const lists = '/aid-lists/340100'
/** Sends a list as one piece and has it compared; gives its id. */
const compared = async (
  month: string,
  rows: readonly string[],
  { headings, ...more }: { readonly headings?: string; readonly [named: string]: unknown } = {},
): Promise<string> => {
  sent += 1
  const importId = `aid-${sent}`
  await call(civilAffairs, 'PUT', `/imports/${importId}/parts/1`, { contentBase64: csv(rows, headings) })
  const answer = await call(civilAffairs, 'POST', `${lists}/${month}`, { importId, parts: 1, ...more })
  expect(answer).toMatchObject({ status: 202 })
  expect(await queue.workOn()).toEqual([])
  return String(answer.body.listId)
}
const listed = async (month: string, listId: string) =>
  ((await call(hefei, 'GET', `${lists}/${month}`)).body.lists as { listId: string }[]).find(
    (each) => each.listId === listId,
  )
const approve = (month: string, listId: string, token: Token = hefei) =>
  call(token, 'POST', `${lists}/${month}/lists/${listId}/approval`)

const violations = (items: readonly Stored[]) => {
  const check = aidFollowsItsList.start()
  for (const item of items) check.see(item)
  return check.finish().violations.map(({ what }) => what)
}

describe('the whole list of aid recipients of a month', () => {
  it('gives who is listed first a category, changes another, ends that of who is absent, and nothing before a second person approves', async () => {
    // Given: a recipient who stays, one whose category changes, one who is on no list any more, and a newcomer.
    const [stays, changes, goes, comes] = await Promise.all([1, 2, 3, 4].map((serial) => enrolled(serial)))
    for (const personId of [stays, changes, goes])
      await call(civilAffairs, 'PUT', `/persons/${personId}/aid`, {
        aid: 'minimum-living',
        from: '2025-02-01',
      })

    // When: March's list names three of them, the newcomer under two categories.
    const march = await compared('2025-03', [
      ...[
        [1, '低保'],
        [2, '特困人员'],
        [4, '低保边缘'],
        [4, '低保'],
      ].map((row) => line(row as never as Listed)),
    ])

    // Then: it says what it would change, and nobody is changed.
    expect(await listed('2025-03', march)).toMatchObject({
      ...{ status: 'compared', rows: 4, pages: 1, from: '2025-03-01' },
      counts: { same: 1, changed: 1, new: 1, ended: 1 },
    })
    expect(await aidOf(String(goes))).toBe('minimum-living')

    // Whoever sent it does not approve it.
    expect(await approve('2025-03', march, civilAffairs)).toMatchObject({
      status: 422,
      body: { code: 'aid-list.same-person' },
    })
    expect(await approve('2025-03', march)).toMatchObject({ status: 202, body: { status: 'approved' } })
    expect(await queue.workOn()).toEqual([])
    const after = await Promise.all([stays, changes, goes, comes].map((personId) => aidOf(String(personId))))
    expect(after).toEqual(['minimum-living', 'special-hardship', 'none', 'minimum-living'])
    const page = await call(hefei, 'GET', `${lists}/2025-03/lists/${march}/changes`)
    expect(page.body).toMatchObject({
      changes: [
        { personId: changes, was: 'minimum-living', aid: 'special-hardship' },
        { personId: comes, was: 'none', aid: 'minimum-living' },
        { personId: goes, was: 'minimum-living', aid: 'none' },
      ],
      applied: { refused: [] },
    })
    expect(violations(await service.items())).toEqual([])
  })

  it('is refused as a whole for a blank cell or a wrong number: a broken file cancels nobody', async () => {
    const personId = await enrolled(11)
    const wrong = idNumberOf('1980-05-20', 24).replace(/.$/, (last) => (last === '1' ? '2' : '1'))
    const rows = [
      line([11, '低保']),
      '王芳,,低保',
      `王芳,${wrong},低保`,
      `王芳,${idNumberOf('1980-05-20', 26)},`,
    ]
    const broken = await compared('2025-04', rows)
    expect(await listed('2025-04', broken)).toMatchObject({
      ...{ status: 'refused', rows: 4, bad: 3, badRowParts: 1 },
      firstBad: [
        { line: 4, column: 'id_number', code: 'aid-list.blank-cell' },
        { line: 5, column: 'id_number', code: 'id-number.check-digit' },
        { line: 6, column: 'aid', code: 'aid-list.blank-cell' },
      ],
    })
    expect(await approve('2025-04', broken)).toMatchObject({
      status: 409,
      body: { code: 'aid-list.not-compared' },
    })
    expect(await aidOf(personId)).toBe('none')
  })

  it('is read as its sender writes: their headings, their codes, and the category that all of a list share', async () => {
    // Given: a bureau whose lists are of one category each, with headings and certificate codes of its own.
    const [listed1, listed2] = await Promise.all([41, 42].map((serial) => enrolled(serial)))
    const map = {
      headings: { id_number: ['救助证件号'], name: ['受助人'] },
      values: { certificate_type: { 16: '201' } },
      cells: { aid: '五保' },
    }
    expect((await call(civilAffairs, 'PUT', '/file-senders/bureau/aid-list', map)).status).toBe(200)
    const [first, second] = [41, 42].map((serial) => idNumberOf('1980-05-20', 2 * serial))
    const rows = [`序号1,${first},王芳,16`, `序号2,${second},王芳,201`]
    const headings = '序号,救助证件号,受助人,证件类型'
    // When: its list comes, and it says whose writing it is.
    const own = await compared('2025-03', rows, { headings, sender: 'bureau', from: '2025-03-02' })
    // Then: both are read as what the bureau means.
    expect(await listed('2025-03', own)).toMatchObject({ status: 'compared', rows: 2, bad: 0 })
    const { changes } = (await call(hefei, 'GET', `${lists}/2025-03/lists/${own}/changes`)).body
    expect(changes).toEqual(
      expect.arrayContaining([
        { personId: listed1, was: 'none', aid: 'special-hardship' },
        { personId: listed2, was: 'none', aid: 'special-hardship' },
      ]),
    )
    // Without its name nobody knows what stands where.
    expect(
      await listed('2025-03', await compared('2025-03', rows, { headings, from: '2025-03-02' })),
    ).toMatchObject({
      ...{ status: 'unreadable', fault: { code: 'file.column-missing' } },
    })
  })

  it('has no number or name that is said for all, and a blank category is still blank: nobody is read into it', async () => {
    const said = { cells: { id_number: idNumberOf('1980-05-20', 2) } }
    const forAll = await call(civilAffairs, 'PUT', '/file-senders/careless/aid-list', said)
    expect([forAll.status, forAll.body.code]).toEqual([422, 'import.column-of-each-row'])
    await call(civilAffairs, 'PUT', '/file-senders/filling/aid-list', { cells: { aid: '低保' } })
    const blank = await compared('2025-03', [line([1, ''])], { sender: 'filling', from: '2025-03-02' })
    expect(await listed('2025-03', blank)).toMatchObject({
      ...{ status: 'refused', firstBad: [{ line: 3, column: 'aid', code: 'aid-list.blank-cell' }] },
    })
    const nobodys = await call(civilAffairs, 'POST', `${lists}/2025-03`, {
      ...{ importId: 'x', parts: 1, from: '2025-03-02', sender: 'nobody' },
    })
    expect([nobodys.status, nobodys.body.code]).toEqual([422, 'import.sender-unknown'])
    // The city's office keeps no map of lists that it may not send.
    const office = await call(hefei, 'PUT', '/file-senders/bureau/aid-list', {})
    expect([office.status, office.body.code]).toEqual([403, 'import.not-of-caller'])
  })

  it('is sent by civil affairs alone: a city’s two officers give and end no aid by themselves', async () => {
    await call(hefei, 'PUT', '/imports/aid-of-the-city/parts/1', { contentBase64: csv([line([11, '低保'])]) })
    const own = await call(hefei, 'POST', `${lists}/2025-04`, { importId: 'aid-of-the-city', parts: 1 })
    expect(own).toMatchObject({ status: 403, body: { code: 'caller.no-scope' } })
  })

  it('is not read from pieces that the office sent: they are none of civil affairs’', async () => {
    const office = { scope: 'province', division: '340000' } as never
    const piece = { contentBase64: csv([line([1, '3'])]) }
    expect((await call(office, 'PUT', '/imports/of-the-office/parts/1', piece)).status).toBe(200)
    const { body } = await call(civilAffairs, 'POST', `${lists}/2025-04`, {
      ...{ importId: 'of-the-office', parts: 1 },
    })
    expect(body.code).toBe('import.part-missing')
  })

  it('is refused when it names nobody: it would end the aid of all', async () => {
    const nobody = await compared('2025-04', [])
    expect(await listed('2025-04', nobody)).toMatchObject({
      ...{ status: 'unreadable', rows: 0, fault: { code: 'file.names-nobody' } },
    })
    expect((await approve('2025-04', nobody)).status).toBe(409)
  })

  it('counts somebody who was registered twice once, by the order, under whichever of their numbers they are listed', async () => {
    // Given: somebody registered under two numbers, with aid under the one that turns out to be the other.
    const twins = { name: '双燕' }
    const first = await enrolled(71, twins)
    const { personId: keeps, alike } = (await call(hefei, 'POST', '/persons', resident(72, twins))).body as {
      personId: string
      alike: string[]
    }
    const aid = { aid: 'minimum-living', from: '2025-02-01' }
    await call(civilAffairs, 'PUT', `/persons/${first}/aid`, aid)
    const pairs = [{ likenessId: alike[0], keeps }]
    const body = { division: '340100', reason: '公安比对为同一人', pairs }
    const { decisionId } = (await call(hefei, 'POST', '/duplicate-decisions', body)).body
    await call(second, 'POST', `/duplicate-decisions/${decisionId}/approval`)
    expect(await queue.workOn()).toEqual([])
    // When: a list names both numbers, the lower category first.
    const rows = [line([72, '低保', '双燕']), line([71, '特困人员', '双燕'])]
    const listId = await compared('2025-04', rows, { from: '2025-04-03' })
    // Then: it changes who goes on, to the higher, and ends nothing of the number that ended.
    const { counts } = (await listed('2025-04', listId)) as never as { counts: { changed: number } }
    expect(counts.changed).toBe(1)
    const changes = (await call(hefei, 'GET', `${lists}/2025-04/lists/${listId}/changes`)).body.changes
    expect(
      (changes as { personId: string }[]).filter(({ personId }) => [first, keeps].includes(personId)),
    ).toEqual([{ personId: keeps, was: 'minimum-living', aid: 'special-hardship' }])
  })

  it('leaves alone whom it does not reach: unknown, of another name, dead or another city’s', async () => {
    const other = await enrolled(21)
    const wuhus = resident(22, { city: '340200' })
    const elsewhere = String((await call(wuhu, 'POST', '/persons', wuhus)).body.personId)
    const dead = await enrolled(23)
    const evidence = { kind: 'household-cancellation', number: '皖公户销2025-0023' }
    const death = await call(hefei, 'POST', `/persons/${dead}/deaths`, { on: '2025-04-20', evidence })
    await call(second, 'POST', `/persons/${dead}/reports/${death.body.number}/approval`)
    const rows = [line([21, '低保', '李娜']), line([29, '低保']), line([22, '低保']), line([23, '低保'])]
    const listId = await compared('2025-05', rows)
    expect(await listed('2025-05', listId)).toMatchObject({
      ...{ counts: { 'other-name': 1, unknown: 2, dead: 1 }, badRowParts: 1 },
    })
    expect(await aidOf(other)).toBe('none')
    const seen = await call(wuhu, 'GET', `/persons/${elsewhere}`)
    expect(seen.body.coverage).toMatchObject({ aid: 'none' })
    // Another city neither sees nor approves it.
    expect((await call(wuhu, 'GET', `${lists}/2025-05`)).status).toBe(403)
    expect((await approve('2025-05', listId, wuhu)).status).toBe(403)
  })

  it('is compared anew when another was approved meanwhile, and never goes back behind an approved one', async () => {
    const first = await compared('2025-06', [line([1, '低保'])])
    const second = await compared('2025-06', [line([1, '特困'])], { from: '2025-06-02' })
    expect(await approve('2025-06', second)).toMatchObject({ status: 202 })
    await queue.workOn()
    expect(await approve('2025-06', first)).toMatchObject({
      status: 409,
      body: { code: 'aid-list.overtaken' },
    })
    const early = await call(civilAffairs, 'POST', `${lists}/2025-06`, { importId: 'none', parts: 1 })
    expect(early).toMatchObject({ status: 422, body: { code: 'aid-list.too-early' } })
    const ahead = await call(civilAffairs, 'POST', `${lists}/2099-01`, { importId: 'none', parts: 1 })
    expect(ahead).toMatchObject({ status: 422, body: { code: 'aid-list.month-ahead' } })
  })

  it('changes nobody twice when its run comes again, and tells whom it did not reach any more', async () => {
    const personId = await enrolled(31)
    const listId = await compared('2025-07', [line([31, '低保']), line([1, '特困'])])
    // Civil affairs decides on the person alone, after the list was compared.
    await call(civilAffairs, 'PUT', `/persons/${personId}/aid`, { aid: 'monitored', from: '2025-07-15' })
    await approve('2025-07', listId)
    const units = [...queue.units]
    expect(await queue.workOn()).toEqual([])
    queue.units.push(...units)
    expect(await queue.workOn()).toEqual([])
    const page = await call(hefei, 'GET', `${lists}/2025-07/lists/${listId}/changes`)
    expect(page.body).toMatchObject({
      applied: { refused: [{ personId, code: 'enrollment.aid-too-early' }] },
    })
    expect(await aidOf(personId)).toBe('monitored')
    expect(violations(await service.items())).toEqual([])
  })
})

describe('the night', () => {
  it('sees a list that one person sent and approved, and one that changed others than it says', async () => {
    const items = await service.items()
    const spoil = (kind: string, more: object) =>
      items.map((item) => (item.kind === kind && item.month === '2025-03' ? { ...item, ...more } : item))
    const sender = items.find(({ kind, month }) => kind === 'aid-list' && month === '2025-03')?.sent
    expect(violations(spoil('aid-list', { approved: sender }) as Stored[])).toContain(
      'one person sent and approved it',
    )
    expect(violations(spoil('aid-list', { status: 'compared' }) as Stored[])).toContain(
      'its list was not approved',
    )
    expect(
      violations(spoil('aid-list', { sent: { subject: 'a', on: '2025-03-01', scope: 'city' } }) as Stored[]),
    ).toContain('it was not civil affairs that sent it')
    expect(violations(spoil('aid-list', { rows: 0 }) as Stored[])).toContain(
      'it names nobody, and ends the aid of all',
    )
    const nobody = items.filter(({ kind }) => kind !== 'coverage')
    expect(violations(nobody).some((what) => what.endsWith('from 2025-03-01'))).toBe(true)
  })

  it('tells a list that nobody approves within the days of the policy', async () => {
    const waits = [aidListsAreApproved(readPolicy('shared/policy/anhui'))]
    const waiting = (await service.items()).flatMap((item) => overdueOf(item, waits, '2099-01-01'))
    expect(waiting.map(({ wait }) => wait)).toContain('enrollment.aid-lists-are-approved')
  })
})

describe('one list after another', () => {
  it('waits for the one before: while that is being applied, whom it gave aid would keep it on a list that leaves them out', async () => {
    // Given: December's list gives somebody a category and is approved, and its run has not come to them yet.
    const personId = await enrolled(91)
    await enrolled(92)
    const december = await compared('2025-12', [line([91, '低保'])])
    expect(await approve('2025-12', december)).toMatchObject({ status: 202 })

    // When: the next list, which leaves them out, is sent. Then: it is not compared with what they were before.
    await call(civilAffairs, 'PUT', '/imports/aid-early/parts/1', {
      contentBase64: csv([line([92, '低保'])]),
    })
    const early = { importId: 'aid-early', parts: 1, from: '2025-12-20' }
    const again = { key: 'aid-early', body: early }
    const path = `${lists}/2025-12`
    expect(await service.call(civilAffairs, 'POST', path, again)).toMatchObject({
      status: 409,
      body: { code: 'aid-list.last-not-applied' },
    })

    // Once the one before is applied the same is taken again, and ends what that gave.
    expect(await queue.workOn()).toEqual([])
    expect(await aidOf(personId)).toBe('minimum-living')
    const { status, body } = await service.call(civilAffairs, 'POST', path, again)
    expect(status).toBe(202)
    expect(await queue.workOn()).toEqual([])
    expect(await approve('2025-12', String(body.listId))).toMatchObject({ status: 202 })
    expect(await queue.workOn()).toEqual([])
    expect(await aidOf(personId)).toBe('none')
  })
})

describe('a list of recipients with other certificates', () => {
  it('names whoever has no ID card by the kind and number of their certificate, and all others as before', async () => {
    const { idNumber: _, ...resided } = resident(31, { name: '陈大文' })
    const certificate = { type: 'hk-macao-travel-permit', number: 'H12345678' }
    const personId = String(
      (await call(hefei, 'POST', '/persons', { ...resided, certificate })).body.personId,
    )
    const other = await enrolled(32)
    sent += 1
    const importId = `aid-${sent}`
    const rows = [
      '姓名,证件类型,证件号码,救助类别',
      '陈大文,04,H1234567801,低保',
      `王芳,,${idNumberOf('1980-05-20', 64)},低保`,
    ]
    const contentBase64 = Buffer.from(rows.join('\n')).toString('base64')
    await call(civilAffairs, 'PUT', `/imports/${importId}/parts/1`, { contentBase64 })
    const { body } = await call(civilAffairs, 'POST', `${lists}/2026-01`, { importId, parts: 1 })
    expect(await queue.workOn()).toEqual([])
    const listId = String(body.listId)
    expect(await listed('2026-01', listId)).toMatchObject({ status: 'compared', counts: { new: 2 } })
    await approve('2026-01', listId)
    expect(await queue.workOn()).toEqual([])
    expect([await aidOf(personId), await aidOf(other)]).toEqual(['minimum-living', 'minimum-living'])
    // A kind that nobody is registered by, and a number that is none of its kind, stop the list.
    const broken = [
      '姓名,证件类型,证件号码,救助类别',
      '陈大文,军官证,H12345678,低保',
      '陈大文,04,X12345678,低保',
    ]
    await call(civilAffairs, 'PUT', '/imports/aid-broken/parts/1', {
      contentBase64: Buffer.from(broken.join('\n')).toString('base64'),
    })
    const wrong = await call(civilAffairs, 'POST', `${lists}/2026-02`, { importId: 'aid-broken', parts: 1 })
    expect(await queue.workOn()).toEqual([])
    expect(await listed('2026-02', String(wrong.body.listId))).toMatchObject({
      status: 'refused',
      firstBad: [
        { line: 2, column: 'certificate_type', code: 'import.other-certificate' },
        { line: 3, column: 'id_number', code: 'certificate.malformed' },
      ],
    })
  })
})
