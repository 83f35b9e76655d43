import { describe, expect, it } from 'vitest'
import { readAidRow } from '../../../../services/enrollment/aid-list/rules/aid-row.ts'

const row = (aid: string) => readAidRow({ id_number: '11010519491231002X', name: '王芳', aid })

describe('a row of a list of aid recipients', () => {
  it.each([
    ['低保', 'minimum-living'],
    ['2303', 'minimum-living'],
    ['2305', 'minimum-living-margin'],
    ['2301', 'special-hardship'],
    ['五保', 'special-hardship'],
    ['孤儿', 'special-hardship'],
    ['脱贫不稳定户', 'monitored'],
    ['边缘易致贫户', 'monitored'],
    ['突发严重困难户', 'monitored'],
    ['监测对象', 'monitored'],
  ])('that says %s is of the category %s, which took the older words in', (word, aid) => {
    expect(row(word)).toMatchObject({ row: { aid, name: '王芳' } })
  })

  it.each(['2308', '残疾', '建档立卡'])('that says %s stops the list: that is no category of aid', (word) => {
    expect(row(word)).toMatchObject({ faults: [{ field: 'aid' }] })
  })
})
