import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import type { Stored } from '#shared/edge/store/store.ts'
import { checkCharacter } from '#shared/kernel/id-card.ts'
import type { Invariant } from '#shared/kernel/invariant.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { invariants } from '../../../services/enrollment/night/invariants.ts'
import { nightlyChecks } from '../../../services/enrollment/night/nightly-checks.ts'
import { keepSecrets } from '../../../services/enrollment/person/keep-secrets.ts'
import type { Identity } from '../../../services/enrollment/person/store.ts'
import { resident } from './people.ts'
import { startEnrollment } from './service.ts'

let service: Awaited<ReturnType<typeof startEnrollment>>
let sent = 0

beforeAll(async () => {
  service = await startEnrollment()
})
afterAll(() => service.stop())

const command = (path: string, body: object, token = tokens.hefei as never, method = 'POST') => {
  sent += 1
  return service.call(token, method, path, { key: `found-${sent}`, body })
}
const importFile = (bytes: Buffer, more: object = {}) =>
  command('/imports', {
    contentBase64: bytes.toString('base64'),
    onBadRows: 'refuse',
    ...more,
  })
const found = (name: string) => readFileSync(`test/found/${name}`)
const linesOf = (name: string) =>
  found(name)
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>)
const secrets = () => keepSecrets(openKeyRing(service.store, service.wrapping))
const identitiesIn = async (): Promise<(Stored & Identity)[]> =>
  (await service.items()).filter(({ kind }) => kind === 'identity') as unknown as (Stored & Identity)[]
const nameOf = async (number: string) => {
  const token = await secrets().tokenOf({ by: 'certificate', certificate: { type: 'id-card', number } })
  const identity = (await identitiesIn()).find(({ tokens }) => tokens.certificate === token)
  return identity && (await secrets().open(identity.personId, identity.sealed)).name
}

const header = 'id_number,name,sex,birth_on,scheme,city,employment,employer_id,aid,from,paid_months'

describe('a file of one woman named 卢梅, in GBK that is by chance UTF-8', () => {
  const bytes = found('F09-gbk-looks-like-utf8.csv')

  it('is shown in its preview with the encoding chosen and the names as they were read', async () => {
    expect((await importFile(bytes, { preview: true })).body).toMatchObject({
      ...{ rows: 1, imported: 0, bad: [], encoding: 'gb18030', firstNames: ['卢梅'] },
    })
  })

  it('read as UTF-8 against its look has a bad row, and nobody is recorded garbled', async () => {
    expect((await importFile(bytes, { encoding: 'utf-8' })).body).toMatchObject({
      ...{ imported: 0, encoding: 'utf-8', firstNames: ['¬÷'] },
      bad: [
        { line: 2, column: 'name', code: 'person.garbled-name', reasonZh: expect.stringContaining('乱码') },
      ],
    })
  })

  it('enrols her under her name, and she can be enrolled by it again', async () => {
    expect((await importFile(bytes)).body).toMatchObject({ imported: 1, bad: [] })
    expect(await nameOf('340102198803080247')).toBe('卢梅')
  })

  it('whose name can be read in both encodings asks for the encoding, and takes it', async () => {
    const rare = Buffer.from(
      `${header}\n340102198803080263,䶮㛃,female,1988-03-08,resident,340100,resident,,none,2026-11-01,0\n`,
    )
    const asked = await importFile(rare)
    expect(asked).toMatchObject({ status: 422, body: { code: 'file.encoding-unclear' } })
    expect((await importFile(rare, { encoding: 'utf-8' })).body).toMatchObject({
      firstNames: ['䶮㛃'],
      encoding: 'utf-8',
    })
  })
})

describe('a file with blank lines and a row of commas', () => {
  it('names the bad row by the line that an editor shows; the row of commas is none', async () => {
    const { body } = await importFile(found('F10-line-numbers.csv'), { preview: true })
    expect(body).toMatchObject({
      rows: 2,
      bad: [{ line: 5, column: 'id_number', code: 'id-number.check-digit' }],
    })
    expect(body.bad).toHaveLength(1)
  })
})

describe('a name written otherwise', () => {
  it.each(linesOf('F12-names-that-are-the-same.jsonl'))(
    '$first and $again are one person, and what was written first is kept',
    async ({ idNumber = '', first, again }) => {
      const person = { idNumber, name: first, sex: Number(idNumber[16]) % 2 === 1 ? 'male' : 'female' }
      const more = { ...resident(1), ...person, birthOn: '1979-07-01' }
      const enrolled = await command('/persons', more)
      expect(enrolled.status).toBe(201)
      const end = { on: '2026-10-31', reason: 'left-province' }
      const ended = await command(
        `/persons/${enrolled.body.personId}/end`,
        end,
        tokens.publicSecurity as never,
      )
      expect(ended.status).toBe(200)
      const reopened = await command('/persons', { ...more, name: again, from: '2026-11-15' })
      expect(reopened).toMatchObject({ status: 201, body: { personId: enrolled.body.personId } })
      expect(await nameOf(idNumber)).toBe(first)
    },
  )
})

describe('a person who cannot be', () => {
  const fields = ['birthOn', 'birthOn', 'paidMonths']
  const persons = linesOf('F14-persons-that-cannot-be.jsonl')

  it.each(persons.map((person, index) => ({ person, field: fields[index] })))(
    '$person.name is refused at $field',
    async ({ person, field }) => {
      expect(await command('/persons', person)).toMatchObject({ status: 422, body: { field } })
    },
  )

  it('is a bad row of a file too, told with line and column', async () => {
    const rows = persons.map((person) =>
      [
        ...[person.idNumber, person.name, person.sex, person.birthOn, person.scheme, person.city],
        ...[person.employment, '', person.aid, person.from, person.paidMonths],
      ].join(','),
    )
    const { body } = await importFile(Buffer.from([header, ...rows].join('\n')), { preview: true })
    const told = (body.bad as { line: number; column: string; code: string }[]).map(
      ({ line, column, code }) => [line, column, code],
    )
    expect(told).toEqual([
      [2, 'birth_on', 'person.born-to-come'],
      [3, 'birth_on', 'person.too-old'],
      [4, 'paid_months', 'person.too-many-months'],
      [4, 'employment', 'person.too-young'],
    ])
  })

  it.each([
    ['100000', 'id-number.area-unknown'],
    ['340000', 'id-number.area-unknown'],
    ['990102', 'id-number.area-unknown'],
  ])('has an area code %s', async (area, code) => {
    const digits = `${area}19800520002`
    const idNumber = digits + checkCharacter(digits)
    expect(await command('/persons', resident(1, { idNumber }))).toMatchObject({
      status: 422,
      body: { code, field: 'idNumber' },
    })
  })

  it.each(['\ufffd', '王?', '#N/A', 'null', '张3', 'ÍõÁÖ×'])('has the name %s', async (name) => {
    expect(await command('/persons', resident(2, { name }))).toMatchObject({
      status: 422,
      body: { field: 'name' },
    })
  })
})

describe('what spreadsheets make of a list', () => {
  it('is read: tabs in UTF-16, apostrophes, full-width digits, days in their ways', async () => {
    const rows = [
      header.replaceAll(',', '\t'),
      "'340102198005200085\t王芳 \t女\t1980/5/20\t390\t３４０１００\tresident\t\t低保\t46023\t",
      '\t\t\t\t\t\t\t\t\t\t',
    ]
    const bytes = Buffer.from(`\uFEFF${rows.join('\r\n')}\r\n`, 'utf16le')
    expect((await importFile(bytes, { preview: true })).body).toMatchObject({
      rows: 1,
      encoding: 'utf-16le',
      firstNames: ['王芳'],
    })
  })

  it('that lost digits is refused with the reason, and all faults of a row are told', async () => {
    const row = '3.40102E+17,王2,女,1980/5/20,390,340100,resident,,none,2026-01-01,"1,2x"'
    const { body } = await importFile(Buffer.from(`${header}\n${row}\n`), { preview: true })
    const told = (body.bad as { column: string; code: string }[]).map(({ column, code }) => [column, code])
    expect(told).toEqual([
      ['id_number', 'file.number-lost'],
      ['paid_months', 'import.invalid-cell'],
      ['name', 'person.not-a-name'],
    ])
  })

  it('an ID number of 15 digits is the 18 characters it stands for', async () => {
    const enrolled = await command('/persons', resident(40, { idNumber: '340102800520009', sex: 'male' }))
    expect(enrolled.status).toBe(201)
    expect(await nameOf(`34010219800520009${checkCharacter('34010219800520009')}`)).toBe('王芳')
  })

  it('a workbook is sent elsewhere', async () => {
    const answer = await importFile(Buffer.from([0x50, 0x4b, 3, 4]))
    expect(answer).toMatchObject({ status: 422, body: { code: 'file.workbook' } })
  })
})

describe('a wrong name', () => {
  const correction = {
    ...{ name: '王方', reason: '录入时写错字' },
    evidence: { kind: 'household-register', number: '户口簿第3页' },
  }
  const second: Token = { ...tokens.hefei, sub: 'second-hefei' }
  const approved = (personId: unknown, number = 1, by = second) =>
    service.call(by, 'POST', `/persons/${personId}/reports/${number}/approval`, {
      key: `second-${by.sub}-${personId}-${number}`,
    })

  it('is corrected with reason and evidence, and only the right one enrols afterwards', async () => {
    const { body } = await command('/persons', resident(50))
    const path = `/persons/${body.personId}/name-corrections`
    const corrected = await command(path, correction)
    expect(corrected).toMatchObject({ status: 201, body: { personId: body.personId, number: 1 } })
    // Until another person approves it they are who they were, and no correction is shown.
    expect((await command('/persons', resident(50))).status).toBe(201)
    expect((await service.call(tokens.auditor, 'GET', path)).body).toMatchObject({ corrections: [] })
    const own = await approved(body.personId, 1, tokens.hefei)
    expect(own.body.code).toBe('report.same-person')
    expect((await approved(body.personId)).body).toMatchObject({ says: 'named', name: '王方' })
    expect((await command('/persons', resident(50))).body.code).toBe('enrollment.identity-differs')
    expect((await command('/persons', resident(50, { name: '王方' }))).status).toBe(201)
    expect((await service.call(tokens.auditor, 'GET', path)).body).toMatchObject({
      corrections: [
        {
          number: 1,
          from: '王芳',
          to: '王方',
          reason: '录入时写错字',
          evidence: 'household-register 户口簿第3页',
        },
      ],
    })
    const query = { record: `/v1/enrollment/persons/${body.personId}` }
    const history = await service.call(tokens.hefei, 'GET', '/history', { query })
    // The reason tells names: it stands with the correction, and not in the journal.
    const operation = 'POST /v1/enrollment/persons/{personId}/name-corrections'
    expect(history.body.commands).toContainEqual(
      expect.objectContaining({ operation, subject: 'clerk-340100' }),
    )
    expect(JSON.stringify(history.body)).not.toContain('录入时写错字')
  })

  it('is corrected once under one key, by the city that covers the person only, and to a name only', async () => {
    const { body } = await command('/persons', resident(51))
    const path = `/persons/${body.personId}/name-corrections`
    const once = { key: 'once', body: correction }
    const first = await service.call(tokens.hefei, 'POST', path, once)
    expect(await service.call(tokens.hefei, 'POST', path, once)).toEqual(first)
    expect((await command(path, { ...correction, name: '王访' })).body.code).toBe('report.waiting')
    expect(await approved(body.personId)).toEqual(await approved(body.personId))
    expect((await service.call(tokens.auditor, 'GET', path)).body.corrections).toHaveLength(1)
    expect((await command(path, correction, tokens.wuhu as never)).status).toBe(404)
    expect((await command(path, correction)).body.code).toBe('enrollment.name-unchanged')
    expect((await command(path, { ...correction, name: '王?' })).body.code).toBe('person.not-a-name')
    expect((await command(path, { ...correction, evidence: '户口簿' })).status).toBe(400)
  })

  it('of two corrections at once one waits, and the other is refused until it is decided on', async () => {
    const { body } = await command('/persons', resident(52))
    const path = `/persons/${body.personId}/name-corrections`
    const both = await Promise.all([
      command(path, correction),
      command(path, { ...correction, name: '王访' }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    await approved(body.personId)
    const [{ from, to } = {} as { from?: string; to?: string }] = (
      await service.call(tokens.auditor, 'GET', path)
    ).body.corrections as { from: string; to: string }[]
    expect(from).toBe('王芳')
    // A correction of a correction goes the same way.
    expect((await command(path, { ...correction, name: '王仿' })).body).toMatchObject({ number: 2 })
    expect(await nameOf(String(resident(52).idNumber))).toBe(to)
    expect((await approved(body.personId, 2)).status).toBe(200)
    expect(await nameOf(String(resident(52).idNumber))).toBe('王仿')
  })
})

describe('after all of this', () => {
  const check = (invariants: readonly Invariant[], all: readonly Stored[]) =>
    invariants.flatMap((invariant) => {
      const started = invariant.start()
      for (const item of all) started.see(item)
      return started.finish().violations.map(({ what }) => what)
    })
  /** What the night sees of items, which it opens. */
  const atNight = async (all: readonly Stored[]) => {
    const [{ invariants: judged = [], whole } = {}] = nightlyChecks(secrets(), () =>
      readPolicy('shared/policy/anhui'),
    ).looks
    return check(judged, (await whole?.(all, service.store, '2026-11-29')) ?? [])
  }
  const instead = async (of: Stored & Identity, more: object): Promise<Stored[]> =>
    (await service.items()).map((item) =>
      item.pk === of.pk && item.sk === of.sk ? { ...of, ...more } : item,
    )

  it('every invariant of enrolment holds, also of what only the night opens', async () => {
    const items = await service.items()
    expect(check(invariants, items)).toEqual([])
    expect(await atNight(items)).toEqual([])
  })

  it('a name that is none would be seen, and one that is sealed for another', async () => {
    const [one, other] = await identitiesIn()
    if (!one || !other) throw new Error('nobody is registered')
    const { number } = await secrets().open(one.personId, one.sealed)
    const sealed = await secrets().seal(one.personId, { number, name: '¬÷' })
    expect(await atNight(await instead(one, { sealed }))).toEqual([
      'the name is none',
      'they are not found by their own number and name',
    ])
    expect(await atNight(await instead(one, { sealed: other.sealed }))).toEqual([
      'their name and number do not open',
    ])
  })

  it('a corrected name that stands as before would be seen, without opening it too', async () => {
    const corrected = (await identitiesIn()).find(({ namesCorrected }) => namesCorrected === 2)
    if (!corrected) throw new Error('no name was corrected twice')
    const name = String(await secrets().tokenOf({ by: 'name', name: '王芳' }))
    const undone = await instead(corrected, { tokens: { ...corrected.tokens, name } })
    expect(check(invariants, undone)).toContain('the name is not that of the last correction')
    expect(await atNight(undone)).toContain('they are not found by their own number and name')
  })
})
