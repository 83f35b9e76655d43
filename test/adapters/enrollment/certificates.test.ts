import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, chinaDay, yearOf } from '#shared/calendar/day.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { invariants } from '../../../services/enrollment/night/invariants.ts'
import { billPaid, idNumberOf, resident } from './people.ts'
import { startEnrollment } from './service.ts'

let service: Awaited<ReturnType<typeof startEnrollment>>

beforeAll(async () => {
  service = await startEnrollment()
})
afterAll(() => service.stop())

const { hefei, wuhu, province } = tokens
const second = { ...hefei, sub: 'second-hefei' }
const today = chinaDay(new Date())
const bornOn = addDays(today, -20)
let keys = 0
const post = (token: Token, path: string, body?: object) => {
  keys += 1
  return service.call(token, 'POST', path, { key: `certificate-${keys}`, ...(body ? { body } : {}) })
}
const holding = (certificate: object, more: object = {}) => {
  const { idNumber: _, ...person } = resident(1, more)
  return { ...person, certificate }
}
const newborn = (number: string, more: object = {}) =>
  holding({ type: 'birth-certificate', number }, { name: '王小宝', birthOn: bornOn, from: bornOn, ...more })
const found = async (certificate: object) =>
  ((await post(hefei, '/persons/look-ups', { certificate })).body.persons as { personId: string }[]).map(
    ({ personId }) => personId,
  )
const inClear = async () => {
  const checks = invariants.map((invariant) => invariant.start())
  for (const item of await service.items()) for (const check of checks) check.see(item)
  return checks.flatMap((check) => check.finish().violations)
}

describe('a newborn without a number', () => {
  const number = 'Q340123456'
  const birth = { type: 'birth-certificate', number }
  const idNumber = idNumberOf(bornOn, 2)

  it('is insured by their birth certificate, gets their number by two hands, and is entitled throughout', async () => {
    const { status, body } = await post(hefei, '/persons', newborn(number))
    expect(status, JSON.stringify(body)).toBe(201)
    const personId = String(body.personId)
    const year = yearOf(bornOn)
    await service.deliver(
      billPaid([personId], {
        ...{ billId: `R-${personId}`, scheme: 'resident', from: `${bornOn.slice(0, 7)}`, to: `${year}-12` },
        paidOn: bornOn,
      }),
    )
    const spells = async () => {
      const { body: read } = await service.call(province, 'GET', `/persons/${personId}`)
      const years = read.entitlements as { year: number; spells: object[] }[]
      return years.flatMap((each) => each.spells)
    }
    const before = await spells()
    expect(before).toMatchObject([{ from: bornOn, to: `${year}-12-31` }])

    const awaits = async () =>
      (await service.items()).flatMap(({ kind, insured }) => {
        const { personId: of, awaitsNumber } = (insured ?? {}) as { personId?: string; awaitsNumber?: true }
        return kind === 'coverage' && of === personId ? [awaitsNumber] : []
      })
    expect(await awaits()).toEqual([true])
    const correction = {
      ...{ idNumber, birthOn: bornOn, sex: 'female', reason: '已落户，取得公民身份号码' },
      evidence: { kind: 'household-register', number: '户口簿340102-8' },
    }
    const report = await post(hefei, `/persons/${personId}/identity-corrections`, correction)
    expect(report.status, JSON.stringify(report.body)).toBe(201)
    expect(await found({ number: idNumber })).toEqual([])
    expect((await post(second, `/persons/${personId}/reports/1/approval`)).status).toBe(200)
    expect(await found({ number: idNumber })).toEqual([personId])
    expect(await found(birth)).toEqual([personId])
    expect(await spells()).toEqual(before)
    expect(await awaits()).toEqual([undefined])

    // The old certificate is theirs still: another child is not registered by it, nor they once more by their number.
    const another = await post(hefei, '/persons', newborn(number, { name: '李小贝' }))
    expect(another.body.code).toBe('enrollment.identity-differs')
    const { certificate: _, ...same } = newborn(number)
    const again = await post(hefei, '/persons', { ...same, idNumber })
    expect(again).toMatchObject({ status: 201, body: { personId } })
    const identity = (await service.items()).find(
      (item) => item.kind === 'identity' && item.personId === personId,
    )
    expect(identity).toMatchObject({ certificateType: 'id-card', numbersCorrected: 1 })
  })

  it('is nobody who is older, nor an employee', async () => {
    const grown = addDays(today, -366)
    const older = await post(hefei, '/persons', newborn('Q340123457', { birthOn: grown, from: grown }))
    expect(older).toMatchObject({
      status: 422,
      body: { code: 'certificate.newborn-only', field: 'certificate', figures: { days: 365 } },
    })
  })

  it('does not get the number of another, whose coverage is told instead', async () => {
    const taken = idNumberOf(bornOn, 4)
    const { certificate: _, ...other } = newborn('Q340000000', { name: '张三' })
    expect((await post(hefei, '/persons', { ...other, idNumber: taken })).status).toBe(201)
    const { body } = await post(hefei, '/persons', newborn('Q340123458', { name: '李小贝' }))
    const correction = {
      ...{ idNumber: taken, birthOn: bornOn, sex: 'female', reason: '已落户，取得公民身份号码' },
      evidence: { kind: 'household-register', number: '户口簿340102-9' },
    }
    const refused = await post(hefei, `/persons/${body.personId}/identity-corrections`, correction)
    expect(refused).toMatchObject({ status: 409, body: { code: 'enrollment.number-of-another' } })
  })
})

describe('the holder of another certificate', () => {
  it('is registered once: of two cities at the same instant one wins', async () => {
    for (let serial = 0; serial < 5; serial += 1) {
      const certificate = { type: 'passport', number: `G1234567${serial}` }
      const name = '约翰·史密斯'
      const answers = await Promise.all([
        post(hefei, '/persons', holding(certificate, { name })),
        post(wuhu, '/persons', holding(certificate, { name, city: '340200' })),
      ])
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
      expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
        ...{ code: 'enrollment.registered-elsewhere', field: 'certificate' },
      })
    }
  })

  it('is another person than the holder of the same number of another kind', async () => {
    const one = await post(hefei, '/persons', holding({ type: 'passport', number: '12345678' }))
    const other = await post(
      hefei,
      '/persons',
      holding({ type: 'taiwan-travel-permit', number: '12345678' }, { name: '李四' }),
    )
    expect([one.status, other.status]).toEqual([201, 201])
    expect(one.body.personId).not.toBe(other.body.personId)
    expect(await found({ type: 'taiwan-travel-permit', number: '1234567802' })).toEqual([other.body.personId])
  })

  it('is refused with the number of another kind, with two certificates, or with none', async () => {
    const refused = async (body: object) => (await post(hefei, '/persons', body)).body
    expect(await refused(holding({ type: 'hk-macao-travel-permit', number: 'T12345678' }))).toMatchObject({
      ...{ code: 'certificate.malformed', field: 'certificate' },
    })
    const certificate = { type: 'passport', number: 'G99999999' }
    expect(await refused({ ...resident(7), certificate })).toMatchObject({ code: 'certificate.one' })
    const { idNumber: _, ...nobody } = resident(7)
    expect(await refused(nobody)).toMatchObject({ code: 'certificate.one', field: 'certificate' })
  })

  it('gets their passport renewed by the report of another, and is found by either', async () => {
    const { body } = await post(
      hefei,
      '/persons',
      holding({ type: 'passport', number: 'K0000001' }, { name: '安娜' }),
    )
    const personId = String(body.personId)
    const renewed = {
      ...{ certificate: { type: 'passport', number: 'K0000002' }, birthOn: '1980-05-20', sex: 'female' },
      ...{ reason: '护照换发', evidence: { kind: 'police-certificate', number: '出入境2026-1' } },
    }
    expect((await post(hefei, `/persons/${personId}/identity-corrections`, renewed)).status).toBe(201)
    expect((await post(second, `/persons/${personId}/reports/1/approval`)).status).toBe(200)
    for (const number of ['K0000001', 'K0000002'])
      expect(await found({ type: 'passport', number })).toEqual([personId])
  })
})

describe('a file of persons', () => {
  it('says the kind of each certificate by its code, and names the unknown by their column', async () => {
    const header = 'id_number,证件类型,name,sex,birth_on,scheme,city,employment,employer_id,from'
    const row = (number: string, type: string, name: string, born = '1990-03-07') =>
      `${number},${type},${name},男,${born},390,340100,resident,,${today}`
    const text = [
      header,
      row('810000199003074155', '17', '陈大文'),
      row('H87654321', '04', '李港生'),
      row('Q340999999', '出生医学证明', '赵小宝', bornOn),
      row('110105199003074153', '09', '王残'),
      row('810000199003074155', '17', '陈大文'),
    ].join('\n')
    const { body } = await post(hefei, '/imports', {
      ...{ contentBase64: Buffer.from(text).toString('base64'), onBadRows: 'skip' },
    })
    expect(body).toMatchObject({
      ...{ rows: 5, imported: 3 },
      bad: [
        { line: 5, column: 'certificate_type', code: 'import.other-certificate' },
        { line: 6, column: 'id_number', code: 'import.duplicate' },
      ],
    })
    const [first] = body.persons as { personId: string }[]
    expect(await found({ type: 'residence-permit', number: '810000199003074155' })).toEqual([first?.personId])
    expect(await found({ number: '810000199003074155' })).toEqual([first?.personId])
  })
})

describe('a file of reports', () => {
  it('brings the numbers of newborns, each row for its own and none before another person approves', async () => {
    const { body } = await post(hefei, '/persons', newborn('Q340555555', { name: '孙小圆' }))
    const idNumber = idNumberOf(bornOn, 6)
    const text = [
      '证件号码,证件类型,姓名,申报事项,凭证种类,凭证编号,更正后证件号码,更正后出生日期,更正后性别,更正原因',
      `Q340555555,出生医学证明,孙小圆,更正证件,户口簿,户口簿340102-10,${idNumber},${bornOn},女,新生儿落户`,
      `Q340555556,出生医学证明,孙小圆,更正证件,户口簿,户口簿340102-10,${idNumber},${bornOn},女,新生儿落户`,
    ].join('\n')
    const contentBase64 = Buffer.from(text).toString('base64')
    const { body: sent } = await post(hefei, '/report-files', { contentBase64 })
    expect(sent).toMatchObject({
      reported: [{ line: 2, personId: body.personId, number: 1 }],
      bad: [{ line: 3, column: 'id_number', code: 'enrollment.person-unknown' }],
    })
    expect(await found({ number: idNumber })).toEqual([])
    expect((await post(second, `/persons/${body.personId}/reports/1/approval`)).status).toBe(200)
    expect(await found({ number: idNumber })).toEqual([body.personId])
  })
})

describe('the numbers of certificates', () => {
  it('stand nowhere in the table', async () => {
    const all = JSON.stringify(await service.items())
    for (const number of ['Q340123456', 'G12345670', 'K0000002', 'H87654321', '810000199003074155'])
      expect(all).not.toContain(number)
    expect(await inClear()).toEqual([])
  })
})

describe('passports of one number from two countries', () => {
  const number = 'P77777777'
  const passport = (country?: string) => ({
    ...{ type: 'passport', number },
    ...(country === undefined ? {} : { country }),
  })
  const personOf = async (certificate: object, more: object) =>
    post(hefei, '/persons', holding(certificate, more))
  const smith = { name: 'SMITH JOHN', sex: 'male' }
  const muller = { name: 'MULLER EVA' }

  it('are two persons, each found by number and country, and nobody by the number alone', async () => {
    const american = await personOf(passport('USA'), smith)
    expect(american.status, JSON.stringify(american.body)).toBe(201)
    // Told without a country there is one who can be meant.
    expect(await found(passport())).toEqual([american.body.personId])
    const german = await personOf(passport('DEU'), muller)
    expect(german.status, JSON.stringify(german.body)).toBe(201)
    expect(german.body.personId).not.toBe(american.body.personId)
    expect(await found(passport('USA'))).toEqual([american.body.personId])
    expect(await found(passport('DEU'))).toEqual([german.body.personId])
    expect(await found(passport())).toEqual([])
    expect(await found(passport('FRA'))).toEqual([])
    // The same again is the same person, and another under one of the two is somebody else.
    expect((await personOf(passport('DEU'), muller)).body.personId).toBe(german.body.personId)
    expect((await personOf(passport('USA'), muller)).body.code).toBe('enrollment.identity-differs')
    expect((await personOf(passport('usa'), smith)).body.personId).toBe(american.body.personId)
    expect((await personOf({ ...passport('US') }, smith)).status).toBe(400)
    expect(await inClear()).toEqual([])
  })

  it('one that was registered before its country was told stands in the way until a report tells it', async () => {
    const told = (country?: string) => ({ ...passport(country), number: 'P88888888' })
    const first = await personOf(told(), { name: '安娜' })
    const personId = String(first.body.personId)
    expect((await personOf(told('DEU'), muller)).body.code).toBe('enrollment.identity-differs')
    const report = await post(hefei, `/persons/${personId}/identity-corrections`, {
      ...{ certificate: told('ITA'), birthOn: '1980-05-20', sex: 'female' },
      reason: '补登护照签发国',
      evidence: { kind: 'police-certificate', number: '合公出入境2025-9' },
    })
    expect(report.status, JSON.stringify(report.body)).toBe(201)
    expect((await post(second, `/persons/${personId}/reports/1/approval`)).status).toBe(200)
    const other = await personOf(told('DEU'), muller)
    expect(other.status, JSON.stringify(other.body)).toBe(201)
    expect(await found(told('ITA'))).toEqual([personId])
    expect(await found(told('DEU'))).toEqual([other.body.personId])
    expect(await found(told())).toEqual([])
    expect(await inClear()).toEqual([])
  })

  it('of no other certificate a country is told', async () => {
    const permit = { type: 'hk-macao-travel-permit', number: 'H76543210', country: 'USA' }
    expect((await personOf(permit, { name: '陈小文' })).status).toBe(400)
  })
})
