import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMonths, firstDayOf, monthOf } from '#shared/calendar/day.ts'
import { senderMaps } from '#shared/edge/imports/sender-map.ts'
import { faultsOf, fileSender } from '#test/support/sent-files.ts'
import { type Token, tokens } from '#test/support/service.ts'
import { startWorkQueue } from '#test/support/work-queue.ts'
import { employee, idNumberOf, resident } from './people.ts'
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

const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
const firstOfMonth = `${today.slice(0, 8)}01`
const call = (method: string, path: string, body: object, token: Token = tokens.hefei) => {
  sent += 1
  return service.call(token, method, path, { key: `kind-${sent}`, body })
}
const send = fileSender(() => ({ service, queue }))
const numberOf = (serial: number) => idNumberOf('1980-05-20', 2 * serial)
const spellsOf = async (serial: number) => {
  const found = await service.items()
  const { body } = await call('POST', '/persons/look-ups', {
    certificate: { number: numberOf(serial) },
    name: '王芳',
  })
  const personId = (body.persons as { personId: string }[])[0]?.personId
  const coverage = found.find(
    ({ kind, insured }) => kind === 'coverage' && (insured as { personId?: string }).personId === personId,
  )
  return (
    coverage?.insured as {
      spells: { employerId?: string; employment: string; from: string; to: string | null }[]
    }
  )?.spells
}
const register = async (person: object) => {
  const { status, body } = await call('POST', '/persons', person)
  expect(status, JSON.stringify(body)).toBe(201)
  return String(body.personId)
}

describe('a list of joiners and leavers', () => {
  const columns = '单位编号,姓名,身份证号码,变更类型,变更日期,变更原因'
  const joins = (serial: number, employer = 'E1') =>
    `${employer},王芳,${numberOf(serial)},增员,${firstOfMonth},`
  const leaves = (serial: number, employer = 'E1', reason = '合同期满') =>
    `${employer},王芳,${numberOf(serial)},减员,${today},${reason}`

  it('enrols who is new, carries over residents of the city, and says so before', async () => {
    await register(resident(1))
    await register(employee(2))
    await register(employee(3, { employerId: 'E9' }))
    const file = ['单位人员增减变动表', columns, joins(1), joins(2), joins(3), joins(4)].join('\n')
    const preview = await send('roster', file, { preview: true })
    expect(preview).toMatchObject({
      ...{ outcome: 'previewed', kind: 'roster', imported: 0, bad: 1 },
      would: { moved: 1, known: 1, joined: 1 },
    })
    expect(faultsOf(preview)).toEqual([[5, 'employer_id', 'roster.at-another-employer']])
    expect(await spellsOf(4)).toBeUndefined()

    const run = await send('roster', file, {}, { importId: preview.importId })
    expect(run).toMatchObject({ imported: 3, bad: 1, did: { moved: 1, known: 1, joined: 1 } })
    expect(await spellsOf(1)).toMatchObject([
      { employment: 'resident' },
      { employment: 'employed', employerId: 'E1', from: firstOfMonth, to: null },
    ])
    expect(await spellsOf(3)).toMatchObject([{ employerId: 'E9', to: null }])
    expect(await spellsOf(4)).toMatchObject([{ employerId: 'E1', from: firstOfMonth, to: null }])
  })

  it('sent once more does nothing again', async () => {
    const again = await send('roster', [columns, joins(1), joins(4)].join('\n'))
    expect(again).toMatchObject({ imported: 2, did: { known: 2 } })
    expect(await spellsOf(1)).toHaveLength(2)
  })

  it('has leavers wait for a second hand, and ends nobody of another employer', async () => {
    await register(employee(5, { employerId: 'E5' }))
    const file = [columns, leaves(5, 'E5'), leaves(4, 'E5'), leaves(2, 'E1', '死亡')].join('\n')
    const run = await send('roster', file)
    expect(run).toMatchObject({ imported: 1, bad: 2, did: { 'leaving-reported': 1 } })
    expect(faultsOf(run)).toEqual([
      [3, 'employer_id', 'roster.not-at-employer'],
      [4, 'reason', 'roster.death-by-list'],
    ])
    expect(await spellsOf(5)).toMatchObject([{ employerId: 'E5', to: null }])
    const reports = (await service.items()).filter(({ kind }) => kind === 'person-report')
    expect(reports).toMatchObject([
      { says: 'left', leaves: 'other', evidence: 'labour-end', status: 'reported' },
    ])
    await send('roster', file)
    expect((await service.items()).filter(({ kind }) => kind === 'person-report')).toHaveLength(1)
  })

  it('has whoever reaches retirement retire from the next month, with the number of its approval, and not leave', async () => {
    await register(employee(7, { employerId: 'E7' }))
    const named = `${columns},凭证编号`
    const row = (type: string, reason: string, number: string) =>
      `E7,王芳,${numberOf(7)},${type},${today},${reason},${number}`
    const unproved = await send('roster', [named, row('减员', '6308', '')].join('\n'))
    expect(faultsOf(unproved)).toEqual([[2, 'evidence_number', 'roster.retirement-unproved']])
    const run = await send('roster', [named, row('减员', '达到退休条件', 'TX-2025-9')].join('\n'))
    expect(run).toMatchObject({ imported: 1, bad: 0, did: { 'retirement-reported': 1 } })
    // The same said by the national type of change is the same report.
    await send('roster', [named, row('25', '', 'TX-2025-9')].join('\n'))
    const reports = (await service.items()).filter(
      ({ kind, says }) => kind === 'person-report' && says === 'moved',
    )
    expect(reports).toMatchObject([
      {
        ...{ from: firstDayOf(addMonths(monthOf(today), 1)), evidence: 'retirement-approval' },
        ...{ place: { scheme: 'employee', city: '340100', employment: 'retired' }, status: 'reported' },
      },
    ])
    expect(await spellsOf(7)).toMatchObject([{ employerId: 'E7', to: null }])
  })

  it('names another certificate, and a number that is none, by their columns', async () => {
    const run = await send(
      'roster',
      [`${columns},证件类型`, `${joins(6)},16`, `E1,王芳,340102198005200085,增员,${firstOfMonth},,201`].join(
        '\n',
      ),
    )
    expect(faultsOf(run)).toEqual([
      [2, 'certificate_type', 'import.other-certificate'],
      [3, 'id_number', 'id-number.check-digit'],
    ])
  })
})

describe('a school’s list of students', () => {
  it('enrols them as residents from the day that is said once, and leaves whoever is insured there', async () => {
    await register(resident(20))
    await register(employee(21))
    const text = [
      '学生姓名,身份证号,年级,班级',
      ...[20, 21, 22].map((serial) => `王芳,${numberOf(serial)},07,3`),
    ]
    const run = await send(
      'students',
      text.join('\n'),
      { cells: { from: '2026-01-01', city: '340100' } },
      { token: tokens.education },
    )
    expect(run).toMatchObject({ imported: 2, bad: 1, did: { known: 1, enrolled: 1 } })
    expect(faultsOf(run)).toEqual([[3, 'id_number', 'enrollment.already-covered']])
    expect(await spellsOf(22)).toMatchObject([{ employment: 'resident', from: '2026-01-01', to: null }])
  })

  it('is sent by no tax office, and deaths by no school', async () => {
    const { status, body } = await call(
      'POST',
      '/imports/none/runs',
      { kind: 'deaths', parts: 1, onBadRows: 'skip' },
      tokens.education,
    )
    expect([status, body.code]).toEqual([403, 'import.not-of-caller'])
  })
})

describe('a file of an office', () => {
  it('is read by no map that an authority keeps who may not send it', async () => {
    const map = { headings: { on: ['登记日期'] } }
    const refused = await call('PUT', '/file-senders/hall/deaths', map, tokens.education)
    expect([refused.status, refused.body.code]).toEqual([403, 'import.not-of-caller'])
  })

  it('is replaced, run and read by no other authority of its division', async () => {
    const at = '/imports/deaths-of-the-office'
    const office = { scope: 'province', division: '340000' } as never
    const contentBase64 = Buffer.from('姓名,身份证号').toString('base64')
    expect((await call('PUT', `${at}/parts/1`, { contentBase64 }, office)).status).toBe(200)
    const others = [
      await call('PUT', `${at}/parts/1`, { contentBase64 }, tokens.education),
      await call('PUT', `${at}/parts/2`, { contentBase64 }, tokens.civilAffairs),
      await call('POST', `${at}/runs`, { kind: 'persons', parts: 1, onBadRows: 'skip' }, tokens.education),
      await service.call(tokens.education as never, 'GET', at),
      await service.call(tokens.education as never, 'GET', `${at}/runs/N1/bad-rows`),
    ]
    for (const { body } of others) expect(body.code).toBe('import.unknown')
    expect((await service.call(office, 'GET', at)).body.parts).toHaveLength(1)
  })
})

describe('a list of retirees', () => {
  it('reports each with the approval of their retirement; a file of reports says the same', async () => {
    const personId = await register(employee(31, { employerId: 'E31' }))
    const file = ['姓名,身份证号,退休日期,退休审批表编号', `王芳,${numberOf(31)},${firstOfMonth},TX-31`]
    expect(await send('retirees', file.join('\n'))).toMatchObject({
      imported: 1,
      bad: 0,
      did: { reported: 1 },
    })
    const row = `王芳,${numberOf(31)},在职转退休,退休审批表,TX-31,${firstOfMonth}`
    await send('reports', ['姓名,身份证号,事项,凭证种类,凭证编号,日期', row].join('\n'))
    const reports = (await service.items()).filter(
      (item) => item.kind === 'person-report' && item.personId === personId,
    )
    expect(reports).toMatchObject([
      {
        ...{ says: 'moved', from: firstOfMonth, evidence: 'retirement-approval', status: 'reported' },
        place: { scheme: 'employee', city: '340100', employment: 'retired' },
      },
    ])
  })
})

describe('a list of deaths', () => {
  it('reports each, which waits for another person; the same list again is the same reports', async () => {
    const personId = await register(resident(30))
    const text = [
      '姓名,身份证号,死亡日期,死亡证明类型,火化证编号',
      `王芳,${numberOf(30)},2025-03-04,火化证明,HH-77`,
    ]
    const first = await send('deaths', text.join('\n'))
    expect(first).toMatchObject({ imported: 1, bad: 0, did: { reported: 1 } })
    await send('deaths', text.join('\n'))
    const reports = (await service.items()).filter(
      (item) => item.kind === 'person-report' && item.personId === personId,
    )
    expect(reports).toMatchObject([{ says: 'died', on: '2025-03-04', status: 'reported' }])
  })
})

describe('how a sender writes', () => {
  it('is data: headings and codes of their own are read as they mean them', async () => {
    const map = {
      headings: { id_number: ['编号'], employer_id: ['户号'], on: ['起止'] },
      values: { change: { 1: '增员', 2: '减员' }, certificate_type: { 16: '01' } },
      cells: { city: '340100' },
    }
    expect((await call('PUT', '/file-senders/hr-system/roster', map)).status).toBe(200)
    expect((await service.call(tokens.hefei, 'GET', '/file-senders/hr-system/roster')).body).toMatchObject(
      map,
    )
    const text = [
      '户号,姓名,编号,证件类型,变更类型,起止',
      `E7,王芳,${numberOf(40)},16,1,${firstOfMonth}`,
    ].join('\n')
    expect(await send('roster', text, { sender: 'hr-system' })).toMatchObject({
      imported: 1,
      did: { joined: 1 },
    })
    const { status, body } = await call('POST', '/imports/x/runs', {
      ...{ kind: 'roster', parts: 1, onBadRows: 'skip', sender: 'nobody' },
    })
    expect([status, body.code]).toEqual([422, 'import.sender-unknown'])
    const others = await service.call(tokens.wuhu, 'GET', '/file-senders/hr-system/roster')
    expect(others.body.code).toBe('import.sender-unknown')
    const { body: wrong } = await call('PUT', '/file-senders/hr-system/roster', { cells: { wage: '1' } })
    expect(wrong.code).toBe('import.column-unknown')
  })

  it('is kept by the office and by an authority beside it each for itself', async () => {
    const office = { scope: 'province', division: '340000' } as never
    const at = '/file-senders/school-system/students'
    const ofOffice = { headings: { name: ['学籍姓名'] } }
    const ofSchools = { headings: { name: ['学生'] } }
    expect((await call('PUT', at, ofOffice, office)).status).toBe(200)
    const unknown = await service.call(tokens.education, 'GET', at)
    expect(unknown.body.code).toBe('import.sender-unknown')
    expect((await call('PUT', at, ofSchools, tokens.education)).status).toBe(200)
    expect((await service.call(tokens.education, 'GET', at)).body).toMatchObject(ofSchools)
    expect((await service.call(office, 'GET', at)).body).toMatchObject(ofOffice)
    const text = ['学生,身份证号', `王芳,${numberOf(50)}`].join('\n')
    const terms = { sender: 'school-system', cells: { from: '2026-01-01', city: '340100' } }
    expect(await send('students', text, terms, { token: tokens.education })).toMatchObject({ imported: 1 })
  })

  it('is read by all of the division where it was kept before it was somebody’s, until they keep their own', async () => {
    const office = { scope: 'province', division: '340000' } as never
    const named = { division: '340000', sender: 'old-system', kind: 'students' }
    const kept = { headings: { name: ['姓名栏'] }, values: {}, cells: {} }
    await service.store.write([senderMaps.create({ ...named, ...kept, version: 1 })])
    const at = '/file-senders/old-system/students'
    for (const token of [office, tokens.education])
      expect((await service.call(token, 'GET', at)).body).toMatchObject(kept)
    const own = { headings: { name: ['学生'] } }
    expect((await call('PUT', at, own, tokens.education)).status).toBe(200)
    expect((await service.call(tokens.education, 'GET', at)).body).toMatchObject(own)
    expect((await service.call(office, 'GET', at)).body).toMatchObject(kept)
    expect((await call('PUT', at, { cells: { city: '340100' } }, office)).status).toBe(200)
    expect((await service.call(tokens.civilAffairs, 'GET', at)).body.code).toBe('import.sender-unknown')
  })
})

describe('a school', () => {
  const schoolCode = '3134000123'
  const at = `/schools/${schoolCode}`
  const body = {
    ...{ city: '340100', name: '合肥市第一中学' },
    contact: { name: '李老师', phone: '0551-12345678' },
  }
  const students = async (token: Token = tokens.hefei) =>
    (await service.call(token, 'GET', `${at}/students`)).body.students as {
      person: { personId: string }
      since: string
      grade?: string
    }[]
  const list = (...serials: number[]) =>
    [
      '学生姓名,身份证号,学校标识码,年级',
      ...serials.map((each) => `王芳,${numberOf(each)},${schoolCode},07`),
    ].join('\n')
  const terms = { cells: { from: '2026-01-01', city: '340100' } }

  it('is registered by its code in one city, and its students are listed by it', async () => {
    const unknown = await send('students', list(60), terms, { token: tokens.education })
    expect(faultsOf(unknown)).toEqual([[2, 'school_code', 'school.unknown']])
    expect((await call('PUT', at, body, tokens.education)).status).toBe(200)
    const elsewhere = await call('PUT', at, { ...body, city: '340200' }, tokens.wuhu)
    expect([elsewhere.status, elsewhere.body.code]).toEqual([409, 'school.elsewhere'])
    const run = await send('students', list(60, 61), terms, { token: tokens.education })
    expect(run).toMatchObject({ imported: 2, did: { enrolled: 2 } })
    expect(await students()).toMatchObject([{ grade: '07' }, { grade: '07' }])
    await send('students', list(60, 61), terms, { token: tokens.education })
    expect(await students()).toHaveLength(2)
    const others = await service.call(tokens.wuhu, 'GET', `${at}/students`)
    expect([others.status, others.body.code]).toEqual([404, 'school.unknown'])
    const schools = await service.call(tokens.hefei, 'GET', '/schools', { query: { city: '340100' } })
    expect(schools.body.schools).toEqual([{ schoolCode, ...body }])
  })

  it('has a student who changes to another school listed there alone', async () => {
    const other = '3134000999'
    await call('PUT', `/schools/${other}`, { city: '340100', name: '合肥市第二中学' })
    const moved = list(61).replace(schoolCode, other)
    expect(await send('students', moved, terms, { token: tokens.education })).toMatchObject({
      did: { known: 1 },
    })
    expect(await students()).toHaveLength(1)
    const there = await service.call(tokens.hefei, 'GET', `/schools/${other}/students`)
    expect(there.body.students).toHaveLength(1)
  })

  it('compared with its list, tells whom it enrolled and does not name', async () => {
    const rows = ['公民身份号码,学生姓名,学校标识码', `${numberOf(61)},王芳,${schoolCode}`].join('\n')
    const run = await send('compare-students', rows, {}, { token: tokens.education })
    expect(run).toMatchObject({ would: { agrees: 1, 'not-listed': 1 }, bad: 0 })
  })
})
