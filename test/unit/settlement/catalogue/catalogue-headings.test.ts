import { expect, it } from 'vitest'
import { readCatalogueFile } from '../../../../services/settlement/catalogue/catalogue-file.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

const row = 'XA10BAE002,盐酸二甲双胍片,药品,乙,0.1,21.50,2025-01-01,'

it('a catalogue with the headings of the national lists is read like one with the names of our columns', () => {
  const ours = 'code,name,list_type,class,first_self_pay,price_limit,from,to'
  const national = '*国家医保编码,药品名称,目录类别,甲乙类,先行自付比例,支付限价,生效日期,失效日期'
  const read = readCatalogueFile(bytes(`${national}\n${row}\n`))
  expect(read.entries).toEqual(readCatalogueFile(bytes(`${ours}\n${row}\n`)).entries)
  expect(read).toMatchObject({ rows: 1, bad: [], entries: [{ code: 'XA10BAE002', class: 'B', line: 2 }] })
})

it('a heading that nobody reads refuses the catalogue, since a limit might stand under it', () => {
  const file = `国家医保编码,药品名称,目录类别,甲乙类,先行自付比例,支付限价,生效日期,失效日期,四级限价\n${row},9\n`
  expect(() => readCatalogueFile(bytes(file))).toThrowError(/四级限价/)
})
