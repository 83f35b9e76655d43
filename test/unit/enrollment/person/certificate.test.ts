import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { certificateTypeIn } from '#shared/kernel/certificate-type.ts'
import { decideIdentity } from '../../../../services/enrollment/correction/rules/decide-identity.ts'
import { merge } from '../../../../services/enrollment/duplicate/rules/merge.ts'
import {
  faultOfNewborn,
  faultOfProof,
} from '../../../../services/enrollment/enrolment/rules/person-faults.ts'
import { comparedCertificate } from '../../../../services/enrollment/person/rules/certificate.ts'
import { certificateFault } from '../../../../services/enrollment/person/rules/certificate-fault.ts'
import { faultsOfHiding } from '../../../../services/enrollment/person/rules/hiding.ts'
import type { Insured } from '../../../../services/enrollment/person/rules/insured.ts'
import { personLimits } from '../../../../services/enrollment/person/rules/person-limits.ts'

const residentPlace = { scheme: 'resident', city: '340100', employment: 'resident' } as const
const limits = personLimits(readPolicy('shared/policy/anhui'))

describe('the number of a certificate', () => {
  it.each([
    ['residence-permit', '810000199003074155', 'male', '1990-03-07'],
    ['residence-permit', '83000019850915002X', 'female', '1985-09-15'],
    ['hk-macao-travel-permit', 'H12345678', 'male', '1990-03-07'],
    ['hk-macao-travel-permit', 'M1234567801', 'male', '1990-03-07'],
    ['taiwan-travel-permit', '12345678', 'female', '1990-03-07'],
    ['taiwan-travel-permit', '1234567801', 'female', '1990-03-07'],
    ['foreign-residence-card', '911840198005200017', 'female', '1980-05-20'],
    ['foreign-residence-card', 'USA110080052012', 'female', '1980-05-20'],
    ['passport', 'G1234', 'female', '1980-05-20'],
    ['passport', 'AB123456789012345', 'male', '1980-05-20'],
    ['birth-certificate', 'Q340123456', 'male', '2026-11-01'],
  ] as const)('of a %s may be %s', (type, number, sex, birthOn) => {
    expect(certificateFault({ type, number }, { sex, birthOn })).toBeUndefined()
  })

  it.each([
    // The standard's check character, birth day and sex, as on ID cards.
    ['residence-permit', '810000199003074156', 'male', '1990-03-07', 'id-number.check-digit'],
    ['residence-permit', '810000199003074155', 'male', '1990-03-08', 'id-number.birth-differs'],
    ['residence-permit', '810000199003074155', 'female', '1990-03-07', 'id-number.sex-differs'],
    // A resident's own number is no permit's.
    ['residence-permit', '11010519491231002X', 'female', '1949-12-31', 'certificate.malformed'],
    ['hk-macao-travel-permit', 'H123456789', 'male', '1990-03-07', 'certificate.malformed'],
    ['hk-macao-travel-permit', 'T12345678', 'male', '1990-03-07', 'certificate.malformed'],
    ['taiwan-travel-permit', '123456789', 'male', '1990-03-07', 'certificate.malformed'],
    ['foreign-residence-card', '911840198005200018', 'female', '1980-05-20', 'certificate.check-digit'],
    ['foreign-residence-card', '911840198005200017', 'female', '1980-05-21', 'certificate.birth-differs'],
    ['foreign-residence-card', 'USA110080052012', 'female', '1980-05-21', 'certificate.birth-differs'],
    ['foreign-residence-card', 'USA110080133212', 'female', '1980-05-21', 'certificate.malformed'],
    ['passport', 'G123', 'female', '1980-05-20', 'certificate.malformed'],
    ['passport', 'AB1234567890123456', 'female', '1980-05-20', 'certificate.malformed'],
    ['passport', 'PASSPORT', 'female', '1980-05-20', 'certificate.malformed'],
    ['birth-certificate', '3401234567', 'male', '2026-11-01', 'certificate.malformed'],
    ['birth-certificate', 'Q34012345', 'male', '2026-11-01', 'certificate.malformed'],
  ] as const)('of a %s is not %s of a %s born on %s: %s', (type, number, sex, birthOn, fault) => {
    expect(certificateFault({ type, number }, { sex, birthOn })).toBe(fault)
  })
})

describe('two certificates', () => {
  const compared = (type: Parameters<typeof comparedCertificate>[0]['type'], number: string) =>
    comparedCertificate({ type, number })

  it('are one where they stand for one person: issued again, or a number of the register by another name', () => {
    expect(compared('hk-macao-travel-permit', 'h1234567802')).toEqual(
      compared('hk-macao-travel-permit', 'H12345678'),
    )
    expect(compared('taiwan-travel-permit', '1234567802')).toEqual(
      compared('taiwan-travel-permit', '12345678'),
    )
    expect(compared('residence-permit', '810000199003074155')).toEqual(
      compared('id-card', '810000199003074155'),
    )
  })

  it('are two where only the number is the same', () => {
    expect(compared('passport', '12345678')).not.toEqual(compared('taiwan-travel-permit', '12345678'))
  })
})

describe('a birth certificate', () => {
  const certificate = { type: 'birth-certificate', number: 'Q340123456' } as const
  const newborn = { certificate, birthOn: '2025-12-01', scheme: 'resident' } as const

  it('registers the newborn until a year after their birth, and nobody older', () => {
    expect(faultOfNewborn(newborn, { today: '2026-12-01', limits })).toBeUndefined()
    expect(faultOfNewborn(newborn, { today: '2026-12-02', limits })).toMatchObject({
      ...{ code: 'certificate.newborn-only', field: 'certificate', figures: { days: 365 } },
    })
  })

  it('registers nobody as an employee', () => {
    expect(faultOfNewborn({ ...newborn, scheme: 'employee' }, { today: '2026-01-01', limits })).toMatchObject(
      {
        ...{ code: 'certificate.newborn-resident', field: 'scheme' },
      },
    )
  })

  it('gives way to the number, which nobody gives up for it', () => {
    const born = { birthOn: '1949-12-31', sex: 'female' } as const
    const [number, birth] = [
      { ...born, certificate: { type: 'id-card', number: '11010519491231002X' } },
      { ...born, certificate },
    ] as const
    const judging = { today: '2026-01-01', limits }
    expect(decideIdentity(number, birth, judging)).toMatchObject({ status: 'accepted', value: number })
    expect(decideIdentity(birth, number, judging)).toMatchObject({
      refusal: { code: 'certificate.newborn-only' },
    })
    expect(decideIdentity(number, number, judging)).toMatchObject({
      refusal: { code: 'enrollment.identity-unchanged', field: 'idNumber' },
    })
  })
})

describe('a newborn who was registered twice', () => {
  it('goes on under the number, and not under the certificate of their birth', () => {
    const numbered: Insured = {
      ...{ personId: 'P2', status: 'covered', sex: 'female', birthOn: '2025-01-02', horizonYear: 2025 },
      spells: [{ ...residentPlace, from: '2025-01-02', to: null }],
      ...{ aids: [], paidBills: [] },
    }
    const newborn: Insured = { ...numbered, personId: 'P1', awaitsNumber: true }
    expect(merge(newborn, numbered, 'L1')).toMatchObject({
      refusal: { code: 'duplicate.keep-the-numbered' },
    })
    expect(merge(numbered, newborn, 'L1')).toMatchObject({ status: 'accepted' })
  })
})

describe('what proves who somebody is', () => {
  it('is one certificate: neither none nor two', () => {
    const certificate = { type: 'passport', number: 'G12345678' } as const
    expect(faultOfProof({ certificate })).toBeUndefined()
    expect(faultOfProof({ idNumber: '11010519491231002X' })).toBeUndefined()
    expect(faultOfProof({})).toMatchObject({ code: 'certificate.one' })
    expect(faultOfProof({ certificate, idNumber: '11010519491231002X' })).toMatchObject({
      code: 'certificate.one',
    })
  })

  it('is read by the code of the dictionary, by that of the tax client, and by its words', () => {
    const types = ['', '01', '201', '04', '05', '06', '07', '08', '17', '出生医学证明'].map((cell) =>
      certificateTypeIn({ certificate_type: cell }),
    )
    expect(types).toEqual([
      ...['id-card', 'id-card', 'id-card', 'hk-macao-travel-permit', 'hk-macao-travel-permit'],
      ...['taiwan-travel-permit', 'foreign-residence-card', 'passport', 'residence-permit'],
      'birth-certificate',
    ])
    expect(certificateTypeIn({ certificate_type: '09' })).toBeUndefined()
  })

  it('stands nowhere in clear', () => {
    const item = { pk: 'PERSON#P1', sk: 'REPORT#1', kind: 'person-report' }
    expect(faultsOfHiding(item)).toEqual([])
    expect(faultsOfHiding({ ...item, certificate: { type: 'passport', number: 'G12345678' } })).toEqual([
      'a certificate stands in clear',
    ])
    expect(faultsOfHiding({ ...item, reason: '永久居留证911840198005200017' })).toEqual([
      'an ID number stands in clear',
    ])
  })
})
