import { describe, expect, it } from 'vitest'
import { certificateCode, certificateTypeOf } from '../../../../services/settlement/national/person-codes.ts'
import { soughtPerson } from '../../../../services/settlement/national/sought-person.ts'

describe('a patient named by certno', () => {
  it.each([
    ['01', '340102198005010026', 'id-card'],
    ['17', '810000199003074155', 'residence-permit'],
    ['04', 'H12345678', 'hk-macao-travel-permit'],
    ['05', 'M12345678', 'hk-macao-travel-permit'],
    ['06', '12345678', 'taiwan-travel-permit'],
    ['07', '911840198005200017', 'foreign-residence-card'],
    ['08', 'G12345678', 'passport'],
    ['99', 'q340123456', 'birth-certificate'],
  ] as const)('of kind %s with the number %s is asked for by their %s', (psn_cert_type, certno, type) => {
    expect(soughtPerson({ psn_cert_type, certno, psn_name: '王芳' })).toEqual({
      ...{ status: 'accepted', value: { certificate: { type, number: certno }, name: '王芳' } },
    })
  })

  it('by a social-security card, or another certificate of no known form, is not asked for', () => {
    for (const psn_cert_type of ['03', '90', '99'])
      expect(soughtPerson({ psn_cert_type, certno: 'A1', psn_name: '王芳' })).toMatchObject({
        ...{ status: 'refused', refusal: { code: 'person.certificate-not-offered' } },
      })
  })

  it('is told the national kind that their certificate has; a permit of Macao has its own', () => {
    const told = (number: string) => certificateCode({ type: 'hk-macao-travel-permit', number })
    expect([told('H12345678'), told('M12345678')]).toEqual(['04', '05'])
    expect(certificateTypeOf('05', 'M12345678')).toBe('hk-macao-travel-permit')
    expect(certificateCode({ type: 'residence-permit', number: '810000199003074155' })).toBe('17')
  })
})
