import { expect, it } from 'vitest'
import type { Store } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import type { ListedEntry } from '../../../../services/settlement/catalogue/rules/catalogue-line.ts'
import { listedEntry } from '../../../../services/settlement/catalogue/rules/catalogue-line.ts'
import { headRecords, openCatalogueStore } from '../../../../services/settlement/catalogue/store.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'

let store: Store
let reads = 0
eachTestItsTable((dynamo, table) => {
  const opened = openStore(dynamo.connect(), () => table)
  store = {
    ...opened,
    getMany: (keys, options) => {
      reads += keys.length
      return opened.getMany(keys, options)
    },
  }
})

const entry = (code: string, name: string, from = '2025-01-01'): ListedEntry =>
  listedEntry({
    ...{ code, name, listType: '101', from, to: null, class: 'A', firstSelfPaid: 0, itemClass: 'A' },
    priceLimit: { 1: null, 2: null, 3: null },
  })
const hand = (by: string) => ({ by, on: '2025-01-01', scope: 'province' as const, division: '340000' })
const add = async (...entries: readonly ListedEntry[]) => {
  const catalogue = openCatalogueStore(store)
  const basis = await catalogue.version()
  const hands = { basis, importId: `I${basis}`, made: hand('wang'), approved: hand('li') }
  expect(await catalogue.add(entries, hands, [])).toBe(true)
}
const found = async (by: 'code' | 'name', prefix: string, most = 50, from?: string) => {
  const answer = await openCatalogueStore(store).search({ by, prefix, most, from })
  return { codes: answer?.entries.map(({ code, name }) => `${code} ${name}`), next: answer?.next }
}

it('finds entries by how their code or their name begins, page after page', async () => {
  await add(entry('XB02', '阿莫西林胶囊'), entry('XA01', '阿莫西林颗粒'), entry('XA02', '布洛芬片'))
  expect((await found('code', 'XA')).codes).toEqual(['XA01 阿莫西林颗粒', 'XA02 布洛芬片'])
  const first = await found('name', '阿莫西林', 1)
  expect(first.codes).toEqual(['XB02 阿莫西林胶囊'])
  const second = await found('name', '阿莫西林', 1, first.next)
  expect(second).toEqual({ codes: ['XA01 阿莫西林颗粒'], next: undefined })
  expect((await found('name', '青霉素')).codes).toEqual([])
  expect((await found('code', '')).codes).toHaveLength(3)
})

it('a name is found wide or narrow, in large or small letters, with gaps or without', async () => {
  await add(entry('C1', 'Ｌ－乳酸 Test'))
  expect((await found('name', 'l-乳酸te')).codes).toEqual(['C1 Ｌ－乳酸 Test'])
})

it('an entry that is called otherwise since is found by its name of today alone', async () => {
  await add(entry('C1', '旧名'), entry('C2', '旧名'))
  await add(entry('C1', '新名'))
  expect((await found('name', '旧')).codes).toEqual(['C2 旧名'])
  expect((await found('name', '新')).codes).toEqual(['C1 新名'])
})

it('a page of many thousand entries of one name reads the part that it shows', async () => {
  const many = Array.from({ length: 20_000 }, (_, index) => entry(`C${100_000 + index}`, '一次性导管'))
  await add(...many, entry('A1', '阿司匹林'))
  reads = 0
  const page = await found('name', '一次性', 50)
  expect(page.codes).toHaveLength(50)
  // The head, and terms and names of one or two of the parts.
  expect(reads).toBeLessThanOrEqual(5)
})

it('a catalogue of an earlier release is found by name from its next import on, whole', async () => {
  await add(entry('C1', '阿司匹林'), entry('C2', '布洛芬'))
  const {
    names: _,
    version,
    ...head
  } = headRecords.from((await store.get({ pk: 'CATALOGUE', sk: 'HEAD' })) as never)
  await store.write([
    headRecords.replace({ ...head, version: version + 1, pk: 'CATALOGUE', sk: 'HEAD' } as never, version),
  ])
  expect((await found('name', '阿')).codes).toBeUndefined()
  await add(entry('C1', '阿司匹林肠溶片'))
  expect((await found('name', '阿')).codes).toEqual(['C1 阿司匹林肠溶片'])
  expect((await found('name', '布')).codes).toEqual(['C2 布洛芬'])
})
