import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { DatedEntry } from '../../catalogue/rules/catalogue.ts'
import { findInstitution, findInstitutionOn } from '../../claim/sender.ts'
import type { Institution } from '../../institution/rules/institution.ts'
import { institutionOn, isPharmacy } from '../../institution/rules/institution.ts'
import type { HospitalLevel } from '../../insured-year/rules/care.ts'
import { refuse } from '../../refusals.ts'
import { dictionaries } from '../dictionaries.ts'
import { toCatalogueDetail } from '../fee-lines.ts'
import { fields } from '../fields.ts'
import { unreadable } from '../reading.ts'
import type { Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'

/** Of institutions with a name that is asked for so many are told. */
const mostInstitutions = 100

const kindOf = (institution: Institution): '1' | '2' => (isPharmacy(institution) ? '2' : '1')

const toMedinsinfo = (institution: Institution): Record<string, string> => ({
  fixmedins_code: institution.code,
  fixmedins_name: institution.name ?? '',
  uscc: '',
  fixmedins_type: kindOf(institution),
  hosp_lv: isPharmacy(institution) ? '' : String(institution.level),
})

const institutions = defineTransaction({
  infno: '1201',
  name: '医药机构信息获取',
  does: `Finds designated institutions by code, or by a part of their name: at most ${mostInstitutions}, in the order of their codes.`,
  sentBy: 'institution',
  input: z.looseObject({
    medinsinfo: z.looseObject({
      fixmedins_type: fields.fixmedins_type.optional(),
      fixmedins_name: fields.fixmedins_name.optional(),
      fixmedins_code: fields.fixmedins_code.optional(),
    }),
  }),
  answers: '`medinsinfo`: code, name, kind and level of each; none where there is no such institution',
  perform: async ({ input: { medinsinfo }, today, effects }) => {
    const { fixmedins_code: code, fixmedins_name: name, fixmedins_type: kind } = medinsinfo
    if (code === undefined && name === undefined)
      return unreadable('call.bad-field', 'medinsinfo.fixmedins_code', undefined)
    const one = code === undefined ? undefined : await findInstitution(code, effects)
    const all = one
      ? [one]
      : code === undefined
        ? (await effects.reference.current()).institutions.values()
        : []
    const found = [...all]
      .map((each) => institutionOn(each, today))
      .filter((each) => name === undefined || each.name?.includes(name))
      .filter((each) => kind === undefined || kindOf(each) === kind)
      .sort((first, second) => (first.code < second.code ? -1 : 1))
    return accept({ medinsinfo: found.slice(0, mostInstitutions).map(toMedinsinfo) })
  },
})

const toCatalogueRow = (entry: DatedEntry, level: HospitalLevel, today: Day): Record<string, string> => ({
  hilist_code: entry.code,
  hilist_name: entry.name,
  list_type: entry.listType,
  begndate: entry.from,
  enddate: entry.to ?? '',
  vali_flag: entry.from <= today && (entry.to === null || today <= entry.to) ? '1' : '0',
  lmt_used_flag: entry.restriction ? '1' : '0',
  ...toCatalogueDetail(entry, level),
})

/** Conditions of the standard by which nothing can be sought here. A download that ignored them would tell too much. */
const unsought = [
  ...(['query_date', 'begndate', 'hilist_name', 'wubi', 'pinyin', 'med_chrgitm_type', 'chrgitm_lv'] as const),
  ...(['lmt_used_flag', 'list_type', 'med_use_flag', 'matn_used_flag', 'hilist_use_type'] as const),
  ...(['lmt_cpnd_type', 'vali_flag'] as const),
]

const catalogueInput = z.looseObject({
  hilist_code: fields.hilist_code.optional(),
  page_num: fields.page_num.optional(),
  page_size: fields.page_size.optional(),
})

const catalogue = defineTransaction({
  infno: '1312',
  name: '医保目录信息查询',
  does: 'Tells the catalogue page by page, in the order of codes and first days, or all entries of one `hilist_code`. Each page names the version it is of (`ver`): where it changes between two pages the download begins anew. `updt_time` and `insu_admdvs` are not read: the catalogue is the province\u2019s, and whole. Other conditions are refused.',
  sentBy: 'institution',
  input: catalogueInput,
  answers:
    '`data`: one row for each entry, with the share the patient pays first and the price limit at the level of the asking institution; `recordCounts` and `pages` of the whole',
  perform: async ({ input, institution, today, effects }) => {
    const condition = unsought.find((name) => input[name] !== undefined)
    if (condition) return refuse('catalogue.condition-not-offered', { field: `input.${condition}` })
    const known = await findInstitutionOn(institution, today, effects)
    if (!known) return refuse('institution.unknown', { field: 'institution' })
    const { hilist_code: code, page_num: pageNum = 1, page_size: pageSize = 100 } = input
    const { version, total, entries } =
      code === undefined
        ? await effects.catalogue.page({ from: (pageNum - 1) * pageSize, most: pageSize })
        : await entriesOf(code, effects)
    return accept({
      ...{ ver: String(version), recordCounts: total, pageNum: code === undefined ? pageNum : 1 },
      ...{ pageSize, pages: code === undefined ? Math.ceil(total / pageSize) : 1 },
      data: entries.map((entry) => toCatalogueRow(entry, known.level, today)),
    })
  },
})

const entriesOf = async (
  code: string,
  { catalogue: store }: Parameters<Transaction['perform']>[0]['effects'],
) => {
  const [version, entries] = await Promise.all([store.version(), store.entriesOf(code)])
  return { version, total: entries.length, entries }
}

const listInput = z.looseObject({
  ver: fields.ver.optional(),
  page_num: fields.page_num.optional(),
  page_size: fields.page_size.optional(),
})

/**
 * A list of the standard, downloaded from the catalogue there is. Its pages are those of the whole catalogue: so a page is
 * found by its number alone, and holds what of it is of the list.
 */
const list = (infno: string, name: string, listTypes: readonly string[]): Transaction =>
  defineTransaction({
    infno,
    name,
    does: `Tells the entries of the catalogue whose \`list_type\` is ${listTypes.join(' or ')}, page by page of the whole catalogue: a page may hold few of them, or none. Each page names the version it is of; where \`ver\` is that version there is nothing new and no row. No file is made of it.`,
    sentBy: 'institution',
    input: listInput,
    answers: '`data` as 1312 has it; `ver`, and the `pages` to ask for',
    perform: async ({ input, institution, today, effects }) => {
      const known = await findInstitutionOn(institution, today, effects)
      if (!known) return refuse('institution.unknown', { field: 'institution' })
      const { ver, page_num: pageNum = 1, page_size: pageSize = 1000 } = input
      if (ver !== undefined && ver === String(await effects.catalogue.version()))
        return accept({ ver, pageNum: 1, pageSize, pages: 0, data: [] })
      const page = await effects.catalogue.page({ from: (pageNum - 1) * pageSize, most: pageSize })
      const own = page.entries.filter(({ listType }) => listTypes.includes(listType))
      return accept({
        ...{ ver: String(page.version), pageNum, pageSize, pages: Math.ceil(page.total / pageSize) },
        data: own.map((entry) => toCatalogueRow(entry, known.level, today)),
      })
    },
  })

const dictionary = defineTransaction({
  infno: '1901',
  name: '字典表查询',
  does: 'Tells what the codes of a field mean, by the national name of the field (`type`): those that are read or answered here. Of other fields the national dictionaries hold, and it tells none.',
  sentBy: 'institution',
  input: z.looseObject({ type: fields.type }),
  answers: '`list`: one row for each code, in their order; none of a field that is not told of here',
  perform: async ({ input: { type } }) => {
    const codes = Object.hasOwn(dictionaries, type) ? dictionaries[type] : {}
    const rows = Object.entries(codes ?? {}).sort(([one], [other]) => (one < other ? -1 : 1))
    return accept({
      list: rows.map(([value, label], index) => ({
        ...{ type, value, label, parentValue: '', sort: String(index + 1), validFlag: '1' },
      })),
    })
  },
})

/** What hospitals keep a copy of. */
export const downloads: readonly Transaction[] = [
  institutions,
  list('1301', '西药中成药目录下载', ['101', 'drug']),
  list('1302', '中药饮片目录下载', ['102']),
  list('1303', '医疗机构制剂目录下载', ['103']),
  list('1305', '医疗服务项目目录下载', ['201', 'service']),
  list('1306', '医用耗材目录下载', ['301', 'consumable']),
  catalogue,
  dictionary,
]
