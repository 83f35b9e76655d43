import { describe, expect, it } from 'vitest'
import { itemSize } from '#shared/edge/store/item-size.ts'
import { transactionUnits } from '#shared/edge/store/request-meter.ts'

describe('the request meter', () => {
  it('sizes an item as AWS bills it: names, text as UTF-8, numbers at two digits a byte and one', () => {
    expect(itemSize({ pk: { S: 'P1' } })).toBe(4)
    expect(itemSize({ 名: { S: '统筹' } })).toBe(9)
    expect(itemSize({ n: { N: '1234' } })).toBe(4)
    expect(itemSize({ n: { N: '-1200' } })).toBe(4)
    expect(itemSize({ l: { L: [{ S: 'ab' }, { BOOL: true }] } })).toBe(1 + 3 + 3 + 2)
    expect(itemSize({ m: { M: { a: { S: 'b' } } } })).toBe(1 + 3 + 3)
  })

  it('bills a transaction two units for every started kilobyte of each item', () => {
    const put = (bytes: number) => ({ Put: { TableName: 't', Item: { x: { S: 'y'.repeat(bytes - 1) } } } })
    expect(transactionUnits({ TransactItems: [put(1024)] })).toBe(2)
    expect(transactionUnits({ TransactItems: [put(1025)] })).toBe(4)
    expect(transactionUnits({ TransactItems: [put(100), put(2500)] })).toBe(8)
  })
})
