import { describe, expect, it } from 'vitest'
import { certificatesIn } from '../../../console/src/desks/people/certificates.ts'

describe('what is typed to find a person', () => {
  it.each([
    ['34010219800520002x', ['id-card']],
    ['340102800520002', ['id-card', 'passport']],
    ['911840198005200017', ['foreign-residence-card']],
    ['USA110080052012', ['foreign-residence-card', 'passport']],
    ['h12345678', ['hk-macao-travel-permit', 'passport']],
    ['Q340123456', ['birth-certificate', 'passport']],
    ['12345678', ['taiwan-travel-permit', 'passport']],
    ['G 12345678', ['passport']],
  ])('%s may be the number of these', (text, types) => {
    expect(certificatesIn(text).map(({ type }) => type)).toEqual(types)
  })

  it.each(['王芳', 'wf', '王芳2'])('%s is no number', (text) => {
    expect(certificatesIn(text)).toEqual([])
  })
})
