import type { Day, FundYear } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { PublicFile, PublicFiles } from '#shared/edge/files/public-files.ts'
import { digestOfFile } from '#shared/edge/files/public-files.ts'
import type { Sheet } from '#shared/edge/files/sheet.ts'
import { csvOf, xlsxOf, xlsxType } from '#shared/edge/files/sheet.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { chineseNameOf, cities, englishNameOf } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { DueDocument } from './due-documents.ts'
import { dueDocuments, knownAs, yearsDue } from './due-documents.ts'
import type { Group, Line, Title } from './page.ts'
import { documentPage, linksPage } from './page.ts'
import { documentsLookedAt } from './rules/looked-at.ts'
import type { DocumentKind, PublicDocument } from './store.ts'
import {
  documentKinds,
  listPublic,
  listPublicOfYear,
  publicDocuments,
  publicHeads,
  publicLists,
  readNames,
  writeList,
} from './store.ts'

/** What publishing needs: the records, and where files stand that everybody reads. */
export type Publishing = Pick<Effects, 'store' | 'policy'> & { readonly publicFiles: PublicFiles }

/** So long a copy of a document may be kept, and of a list of them: a new one is seen the next hour. */
const documentSeconds = 3_600
const listSeconds = 300

const htmlType = 'text/html; charset=utf-8'
const kindNames: Readonly<Record<DocumentKind, Title>> = {
  quotas: { zh: '总额控制指标', en: 'Quotas of total control' },
  execution: { zh: '月度执行情况', en: 'Monthly execution' },
  clearing: { zh: '年终清算结果', en: 'Clearing of the year' },
  adjustment: { zh: '调剂金上解与分配', en: 'Levies and shares of the adjustment fund' },
  costs: { zh: '医疗费用动态', en: 'What care cost, of the year up to the month' },
}
const schemeNames: Readonly<Record<Scheme, Title>> = {
  employee: { zh: '职工医保', en: 'Employees' },
  resident: { zh: '居民医保', en: 'Residents' },
}

/** The files of a document beside each other: a page, and the same as CSV and as a workbook. */
const formats = ['html', 'csv', 'xlsx'] as const
const fileName = ({ document, period }: Pick<PublicDocument, 'document' | 'period'>): string =>
  `${document}-${period}`
export const fileKey = (
  { city, scheme, ...of }: Fund & Pick<PublicDocument, 'document' | 'period'>,
  format: (typeof formats)[number],
): string => `${city}/${scheme}/${fileName(of)}.${format}`

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/**
 * What a page says of its figures' digest. Where some are not shown it is the digest of those that are: whoever has that of
 * all could try which figures lead to it.
 */
const digestNote = (digest: string, hidden: number): string =>
  hidden > 0 ? `所示数据摘要：${digest}` : `数据摘要：${digest}`

/** Told by a page of nothing. */
const pageLayout = digestOfFile(
  bytesOf(
    documentPage(
      { zh: '', en: '' },
      { title: '', columns: [], rows: [] },
      { notes: [digestNote('', 0), digestNote('', 1)], links: [] },
    ),
  ),
)

const titleOf = (
  { city, scheme }: Fund,
  { document, period }: Pick<PublicDocument, 'document' | 'period'>,
): Title => ({
  zh: `${chineseNameOf(city)}${schemeNames[scheme].zh}${kindNames[document].zh}（${period}）`,
  en: `${englishNameOf(city)}, ${schemeNames[scheme].en.toLowerCase()}: ${kindNames[document].en} (${period}). Amounts in yuan.`,
})

/** A document's page. It names no day: the same figures are the same page to the byte. */
const pageOfDocument = (fund: Fund, due: DueDocument, names: ReadonlyMap<string, string>) => {
  const sheet = due.sheet(names)
  const shown = due.hidden > 0 ? digestOfFile(bytesOf(csvOf(sheet))) : due.digest
  const notes = [
    digestNote(shown, due.hidden),
    ...(due.hidden > 0 ? ['涉及人数较少的数据以“—”代替，以免识别个人。'] : []),
  ]
  const links = [
    { to: '../', says: '目录' },
    { to: `${fileName(due)}.csv`, says: 'CSV' },
    { to: `${fileName(due)}.xlsx`, says: 'XLSX' },
  ]
  return { sheet, shown, page: bytesOf(documentPage(titleOf(fund, due), sheet, { notes, links })) }
}

/** Writes the three files of a document. */
const putFiles = async (
  of: Fund & Pick<PublicDocument, 'document' | 'period'>,
  { sheet, page }: { readonly sheet: Sheet; readonly page: Uint8Array },
  publicFiles: PublicFiles,
): Promise<void> => {
  const files = {
    csv: { bytes: bytesOf(csvOf(sheet)), type: 'text/csv; charset=utf-8' },
    xlsx: { bytes: xlsxOf(sheet), type: xlsxType },
    html: { bytes: page, type: htmlType },
  }
  for (const format of formats)
    await publicFiles.put(fileKey(of, format), { ...files[format], keptSeconds: documentSeconds })
}

type Publication = {
  readonly on: Day
  readonly names: ReadonlyMap<string, string>
  /** What of the document stands in public already. */
  readonly standing: PublicDocument | undefined
}

/**
 * Writes a document's three files, and then the record of them: a crash in between writes the same files again. Where its
 * source moved and the page is the same to the byte, the files stand, as long as they did.
 */
const publishDocument = async (
  fund: Fund,
  due: DueDocument,
  { on, names, standing: before }: Publication,
  { store, publicFiles }: Publishing,
): Promise<void> => {
  const { sheet, shown, page } = pageOfDocument(fund, due, names)
  const of = { ...fund, document: due.document, period: due.period }
  const pageDigest = digestOfFile(page)
  const isSame = before?.page === pageDigest
  if (!isSame) await putFiles(of, { sheet, page }, publicFiles)
  const { digest, stamp, hidden } = due
  await retryConflicts(async () => {
    const found = await publicDocuments.read(store, of)
    const version = found?.version ?? 0
    // The same figures written again, of a lost file or in a newer layout, are not news.
    const publishedOn = found?.digest === digest ? found.publishedOn : on
    const written = { page: pageDigest, layout: pageLayout }
    const record = { ...of, publishedOn, digest, shown, stamp, hidden, ...written, version }
    const { status } = await store.write([publicDocuments.replace(record, version)])
    return status === 'written' ? true : undefined
  })
}

/** Whether the page is the one that was written, and the same as files is beside it. */
const standsWhole = async (published: PublicDocument, { digestAt }: PublicFiles): Promise<boolean> => {
  const [page, ...beside] = await Promise.all(formats.map((format) => digestAt(fileKey(published, format))))
  return page === published.page && !beside.includes(undefined)
}

/**
 * What was published and stands as it was written; what was lost or changed is published again, and what has a layout of
 * before: only the style of today is let into a page.
 */
const standing = async (
  published: readonly PublicDocument[],
  publicFiles: PublicFiles,
): Promise<Map<string, PublicDocument>> => {
  const known = new Map<string, PublicDocument>()
  for (const each of published.filter(({ layout }) => layout === pageLayout))
    if (await standsWhole(each, publicFiles)) known.set(knownAs(each), each)
  return known
}

/** What stands in public of the years looked at, as it was written. Of recent years a part is looked at each night. */
const knownOf = async (
  fund: Fund,
  { years, on }: { readonly years: readonly FundYear[]; readonly on: Day },
  { store, publicFiles }: Publishing,
): Promise<Map<string, PublicDocument>> => {
  const recentFrom = yearOf(on) - 1
  const ofYears = await Promise.all(
    years.map(async (year) => ({ year, published: await listPublicOfYear(store, fund, year) })),
  )
  const of = (isRecent: boolean) =>
    ofYears.filter(({ year }) => year >= recentFrom === isRecent).flatMap(({ published }) => published)
  const recent = of(true)
  const looked = documentsLookedAt(recent, on)
  const others = recent.filter((each) => !looked.includes(each) && each.layout === pageLayout)
  const known = await standing([...of(false), ...looked], publicFiles)
  for (const each of others) known.set(knownAs(each), each)
  return known
}

/** Says up to which day a fund was looked through. */
const keepUp = (fund: Fund, on: Day, { store }: Publishing): Promise<true> =>
  retryConflicts(async () => {
    const before = await publicHeads.read(store, fund)
    if (before && before.through >= on) return true
    const version = before?.version ?? 0
    const written = await store.write([publicHeads.replace({ ...fund, through: on, version }, version)])
    return written.status === 'written' ? true : undefined
  })

/** Publishes what of a fund is due by a day. @returns how many documents */
export const publishFund = async (fund: Fund, on: Day, needs: Publishing): Promise<number> => {
  const { store } = needs
  const years = await yearsDue(fund, on, needs)
  const known = await knownOf(fund, { years, on }, needs)
  let names: ReadonlyMap<string, string> | undefined
  let count = 0
  for (const year of years)
    for await (const due of dueDocuments({ ...fund, year, on }, known, needs)) {
      if (count === 0) await writeList(store, fund, { isStale: true })
      names ??= await readNames(store)
      await publishDocument(fund, due, { on, names, standing: known.get(knownAs(due)) }, needs)
      count += 1
    }
  await keepUp(fund, on, needs)
  return count
}

const lineOf = (published: PublicDocument): Line => {
  const at = (format: (typeof formats)[number]) => `${published.scheme}/${fileName(published)}.${format}`
  return {
    links: [
      { to: at('html'), says: titleOf(published, published).zh },
      { to: at('csv'), says: 'CSV' },
      { to: at('xlsx'), says: 'XLSX' },
    ],
    says: `公开日期 ${published.publishedOn}`,
  }
}

/** A group for each scheme and kind, the newest period first. */
const groupsOf = (published: readonly PublicDocument[]): Group[] =>
  schemes.flatMap((scheme) =>
    documentKinds.map((kind) => ({
      heading: `${schemeNames[scheme].zh} · ${kindNames[kind].zh}`,
      lines: published
        .filter((each) => each.scheme === scheme && each.document === kind)
        .toSorted((a, b) => (a.period < b.period ? 1 : -1))
        .map(lineOf),
    })),
  )

const provinceTitle: Title = {
  zh: '安徽省基本医疗保险基金信息公开',
  en: 'What is public of the basic medical insurance funds of Anhui',
}

/** Told by a list of nothing. */
const listLayout = digestOfFile(bytesOf(linksPage({ zh: '', en: '' }, [])))

/** A city's list as a page, and the same for whoever reads it by machine. */
const listOf = (city: Fund['city'], published: readonly PublicDocument[]) => {
  const title = {
    zh: `${chineseNameOf(city)}医保基金信息公开`,
    en: `What is public of the medical insurance funds of ${englishNameOf(city)}`,
  }
  const page = linksPage(title, groupsOf(published), [
    { to: '/public', says: '全省' },
    { to: 'index.json', says: 'JSON' },
  ])
  const documents = published.map(({ scheme, document, period, publishedOn, shown, ...of }) => ({
    ...{ scheme, document, period, publishedOn },
    ...(shown === undefined ? {} : { digest: shown }),
    files: formats.map((format) => `/public/${fileKey({ ...of, scheme, document, period }, format)}`),
  }))
  return { page: bytesOf(page), json: bytesOf(JSON.stringify({ city, documents })) }
}

const provincePage = (): Uint8Array => {
  const links = cities.map(({ code, chinese }) => ({ links: [{ to: `/public/${code}/`, says: chinese }] }))
  return bytesOf(linksPage(provinceTitle, [{ heading: '统筹地区', lines: links }]))
}

/** Puts a list where it is not the same already. */
const putList = async (
  key: string,
  file: Pick<PublicFile, 'bytes' | 'type'>,
  { publicFiles }: Publishing,
): Promise<string> => {
  const digest = digestOfFile(file.bytes)
  if ((await publicFiles.digestAt(key)) !== digest)
    await publicFiles.put(key, { ...file, keptSeconds: listSeconds })
  return digest
}

/**
 * Lists what stands in public of a city. A list that names everything, and stands as it was written, is not read for
 * again: what a night costs does not grow with what was published before.
 */
export const publishList = async (city: Fund['city'], needs: Publishing): Promise<void> => {
  const { store, publicFiles } = needs
  await putList('index.html', { bytes: provincePage(), type: htmlType }, needs)
  const [pageKey, jsonKey] = [`${city}/index.html`, `${city}/index.json`]
  const stands = await publicLists.read(store, { city })
  const isWhole =
    stands?.isStale === false &&
    stands.layout === listLayout &&
    (await publicFiles.digestAt(pageKey)) === stands.page &&
    (await publicFiles.digestAt(jsonKey)) === stands.json
  if (isWhole) return
  const published = (await Promise.all(schemes.map((scheme) => listPublic(store, { city, scheme })))).flat()
  const list = listOf(city, published)
  const page = await putList(pageKey, { bytes: list.page, type: htmlType }, needs)
  const json = await putList(jsonKey, { bytes: list.json, type: 'application/json; charset=utf-8' }, needs)
  await writeList(store, { city }, { isStale: false, page, json, layout: listLayout })
}
