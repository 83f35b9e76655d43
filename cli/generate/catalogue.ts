import type { FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'

/** What a charge is for; it decides where it shows up. */
export type Use = 'outpatient' | 'inpatient' | 'both'

/** A drug, service or consumable of the invented catalogue; prices and limits in fen. */
export type InventedItem = {
  readonly code: string
  readonly name: string
  readonly listType: 'drug' | 'service' | 'consumable'
  readonly class: 'A' | 'B' | 'C'
  /** Share a patient first pays of a class B item. */
  readonly firstSelfPay?: string
  readonly priceLimit?: number
  readonly price: number
  readonly use: Use
  readonly from: string
}

const rows: readonly (readonly [
  string,
  string,
  InventedItem['listType'],
  'A' | 'B' | 'C',
  string,
  number,
  number,
  Use,
])[] = [
  ['XJ01CAA001', '阿莫西林胶囊', 'drug', 'A', '', 0, 1280, 'both'],
  ['XA10BAE002', '二甲双胍片', 'drug', 'A', '', 0, 2150, 'outpatient'],
  ['XC08CAA003', '氨氯地平片', 'drug', 'A', '', 0, 1890, 'outpatient'],
  ['XC10AAA004', '阿托伐他汀钙片', 'drug', 'B', '0.05', 0, 3420, 'outpatient'],
  ['XA02BCA005', '奥美拉唑注射液', 'drug', 'A', '', 0, 860, 'inpatient'],
  ['XJ01DDC006', '头孢曲松注射液', 'drug', 'A', '', 0, 1560, 'inpatient'],
  ['XJ01DHM007', '美罗培南注射液', 'drug', 'B', '0.10', 0, 8640, 'inpatient'],
  ['XL01FEB008', '贝伐珠单抗注射液', 'drug', 'B', '0.20', 0, 119_600, 'inpatient'],
  ['XB05BBL009', '乳酸钠林格注射液', 'drug', 'A', '', 0, 740, 'inpatient'],
  ['ZA04BAL010', '连花清瘟胶囊', 'drug', 'A', '', 0, 1360, 'both'],
  ['ZC02AAF011', '复方丹参滴丸', 'drug', 'A', '', 0, 2730, 'outpatient'],
  ['ZG01AAB012', '冬虫夏草制剂', 'drug', 'C', '', 0, 18_800, 'both'],
  ['S110200001', '普通门诊诊查费', 'service', 'A', '', 0, 1000, 'outpatient'],
  ['S110200005', '住院诊查费', 'service', 'A', '', 0, 2500, 'inpatient'],
  ['S110900001', '普通病房床位费', 'service', 'A', '', 4000, 4500, 'inpatient'],
  ['S120100003', 'Ⅱ级护理', 'service', 'A', '', 0, 1800, 'inpatient'],
  ['S210300004', 'CT平扫', 'service', 'B', '0.10', 0, 21_000, 'both'],
  ['S210200001', '磁共振平扫', 'service', 'B', '0.10', 0, 42_000, 'both'],
  ['S220302001', '彩色多普勒超声', 'service', 'A', '', 0, 9800, 'both'],
  ['S250101015', '血细胞分析', 'service', 'A', '', 0, 1800, 'both'],
  ['S250301001', '肝功能测定', 'service', 'A', '', 0, 5600, 'both'],
  ['S330100005', '全身麻醉', 'service', 'A', '', 0, 72_000, 'inpatient'],
  ['S331003022', '腹腔镜胆囊切除术', 'service', 'A', '', 0, 245_000, 'inpatient'],
  ['S311400012', '血液透析', 'service', 'A', '', 38_000, 38_000, 'outpatient'],
  ['S420000004', '针刺', 'service', 'A', '', 0, 3600, 'both'],
  ['S111000001', '特需病房加收', 'service', 'C', '', 0, 30_000, 'inpatient'],
  ['C010100001', '冠状动脉支架', 'consumable', 'B', '0.10', 80_000, 84_800, 'inpatient'],
  ['C140210002', '一次性输液器', 'consumable', 'A', '', 0, 320, 'inpatient'],
  ['C030501003', '人工髋关节', 'consumable', 'B', '0.20', 700_000, 735_000, 'inpatient'],
  ['C180700004', '医用护理垫', 'consumable', 'C', '', 0, 2600, 'inpatient'],
]

/** The catalogue in force from before the year; codes follow the national pattern but are invented. */
export const inventCatalogue = (year: FundYear): InventedItem[] =>
  rows.map(([code, name, listType, itemClass, firstSelfPay, priceLimit, price, use]) => ({
    code,
    name,
    listType,
    class: itemClass,
    ...(firstSelfPay === '' ? {} : { firstSelfPay }),
    ...(priceLimit === 0 ? {} : { priceLimit }),
    price,
    use,
    from: firstDayOfYear(year - 1),
  }))
