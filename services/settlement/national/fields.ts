import * as z from 'zod'
import { legible } from '#shared/kernel/plain-id.ts'
import { plainDecimal } from '#shared/money/charge.ts'

/** A field of the interface: its greatest length and what it says, both shown in the documentation. */
const field = <Shape extends z.ZodType>(shape: Shape, length: number, meaning: string): Shape =>
  shape.meta({ length, meaning })

/** A file of the interface has at most so many bytes: what a request to the API holds. */
export const mostFileBytes = 4_200_000
/** As text a third more. */
const mostBase64 = Math.ceil(mostFileBytes / 3) * 4
/** Bytes as Java writes an array of them: signed, as numbers or as text. */
const byte = z.coerce.number().int().min(-128).max(255)

const text = (length: number, meaning: string) => field(z.string().trim().min(1).max(length), length, meaning)
const ofOurs = /^[A-Za-z0-9._:-]+$/
const key = (length: number, meaning: string) =>
  field(z.string().trim().regex(ofOurs, '只能是字母、数字和 . _ : -').max(length), length, meaning)
const flag = (meaning: string) => field(z.enum(['0', '1']), 1, meaning)
/** A moment of a day; whether the day exists is said when it is read. */
const time = (meaning: string) =>
  field(
    z.string().regex(/^\d{4}-\d{2}-\d{2}( ([01]\d|2[0-3]):[0-5]\d:[0-5]\d)?$/, '须为 yyyy-MM-dd HH:mm:ss'),
    19,
    meaning,
  )

/**
 * Amounts, quantities and prices come as text, from some systems as numbers, and with whatever zeros a database column has
 * behind the point. What they must be is checked when read.
 */
const decimal = (places: number, meaning: string) =>
  field(
    z.union([z.string().max(30), z.number()]).transform((said) => plainDecimal(String(said), places)),
    16,
    meaning,
  )
const figure = (meaning: string) => decimal(2, meaning)
const quantity = (meaning: string) => decimal(0, meaning)

/**
 * A number that some systems send as text, some as a number; blanks around it are nobody's. One too long to be a JSON
 * number was rounded when it was read, and may be another's: it has to be text.
 */
const numbered = (length: number, meaning: string) =>
  field(
    z
      .union([z.string(), z.number()])
      .refine(
        (said) => typeof said === 'string' || Number.isSafeInteger(said),
        '须为整数；超过15位的须以文本填写',
      )
      .transform((said) => String(said).trim())
      .pipe(z.string().min(1).max(length).regex(legible, '不能含控制字符或不可见字符')),
    length,
    meaning,
  )

/** The fields this service reads, by their national names, with their national lengths. */
export const fields = {
  psn_no: key(30, '人员编号'),
  mdtrt_cert_type: field(
    z.string().max(3),
    3,
    '就诊凭证类型：02 居民身份证；01 电子凭证、03 社会保障卡不支持',
  ),
  mdtrt_cert_no: field(z.string().max(50), 50, '就诊凭证编号，02 时为身份证号码'),
  psn_cert_type: field(
    z.string().max(6),
    6,
    '人员证件类型：01 居民身份证、04、05、06、07、08、17，出生医学证明用99',
  ),
  certno: field(z.string().max(50), 50, '证件号码，须同时填写人员姓名'),
  psn_name: field(z.string().max(50), 50, '人员姓名，填写时须与登记一致'),
  mdtrt_id: key(30, '就诊ID'),
  setl_id: key(30, '结算ID'),
  setl_list_id: key(30, '结算清单编号：更正已上传的清单时填写'),
  adm_time: time('入院时间，门诊为就诊日'),
  med_chrgitm: text(6, '医疗收费项目'),
  amt: figure('金额'),
  fixmedins_code: key(12, '定点医药机构编号'),
  insutype: field(z.enum(['310', '390']), 6, '险种类型'),
  med_type: text(6, '医疗类别'),
  clr_type: field(z.enum(['11', '21', '41']), 6, '清算类别'),
  begntime: time('开始时间'),
  endtime: time('结束（出院）时间'),
  dscg_time: time('出院时间'),
  setl_time: time('结算时间，缺省为就诊或出院当日；对账按平台收到当日'),
  ipt_otp_no: text(30, '住院/门诊号'),
  dise_codg: text(30, '病种编码'),
  dscg_maindiag_code: text(20, '住院主诊断代码'),
  oprn_oprt_code: text(30, '手术操作代码（主要手术，ICD-9-CM-3）'),
  oprn_type: field(z.enum(['1', '2']), 1, '手术类别：1 择期，2 急诊（本平台字段）'),
  crit_flag: flag('入院时危重标志（本平台字段）'),
  refl_old_mdtrt_id: text(30, '转诊前就诊ID，有则视为经转诊'),
  rloc_filg_stas: field(z.enum(['0', '1', '2']), 1, '异地就医备案：0 未备案，1 已备案，2 急诊（本平台字段）'),
  medfee_sumamt: figure('医疗费总额'),
  fund_pay_sumamt: figure('基金支付总额'),
  acct_pay: figure('个人账户支付'),
  acct_used_flag: flag('个人账户使用标志'),
  refd_setl_flag: flag('退费结算标志'),
  feedetl_sn: numbered(30, '费用明细流水号，0000 为全部'),
  chrg_bchno: numbered(30, '收费批次号，0000 为全部'),
  med_list_codg: text(50, '医疗目录编码'),
  fee_ocur_time: time('费用发生时间'),
  cnt: quantity('数量'),
  pric: figure('单价'),
  det_item_fee_sumamt: figure('明细项目费用总额'),
  prd_days: field(z.coerce.number().int().min(1).max(366), 4, '周期天数'),
  matn_type: field(z.enum(['1', '2', '3']), 6, '生育类别：1 正常产，2 助娩产，3 剖宫产'),
  diag_code: text(20, '诊断代码'),
  maindiag_flag: flag('主诊断标志'),
  opter_no: text(20, '操作员编号'),
  mac: text(20, '签到MAC地址'),
  ip: text(20, '签到IP地址'),
  sign_no: text(30, '交易签到流水号'),
  naty: text(3, '民族'),
  reflin_medins_no: field(
    z.string().regex(/^[A-Z]\d{11}$/, '须为12位定点医药机构编号'),
    30,
    '转往定点医药机构编号',
  ),
  mdtrtarea_admdvs: field(
    z.string().regex(/^\d{6}$/, '须为6位行政区划代码'),
    6,
    '就医地行政区划，后四位为零时为全省',
  ),
  refl_rea: text(100, '转院原因'),
  begndate: time('开始日期'),
  enddate: time('结束日期，缺省为长期'),
  opsp_dise_code: key(20, '门慢门特病种目录代码'),
  diag_dr_name: text(50, '诊断医师姓名'),
  trt_dcla_detl_sn: key(30, '待遇申报明细流水号'),
  memo: text(500, '备注：撤销原因'),
  omsgid: key(40, '原发送方报文ID'),
  oinfno: field(z.string().regex(/^\d{4}A?$/, '不是交易编号'), 5, '原交易编号'),
  cum_ym: field(z.string().regex(/^\d{4}(-?\d{2})?$/), 7, '累计年月，取其年度'),
  file_qury_no: key(30, '文件查询号'),
  filename: text(200, '文件名'),
  in: field(
    z.union([z.string().max(mostBase64), z.array(byte).max(1_000_000)]),
    mostBase64,
    '文件内容：Base64 文本，或字节数组',
  ),
  stmt_begndate: time('对账开始日期'),
  stmt_enddate: time('对账结束日期'),
  hilist_code: text(50, '医保目录编码'),
  fixmedins_type: field(z.enum(['1', '2']), 6, '定点医疗服务机构类型：1 医疗机构，2 零售药店'),
  fixmedins_name: text(200, '定点医药机构名称，可只填一部分'),
  ver: text(20, '版本号，本机构已有的目录版本'),
  type: text(50, '字典类型'),
  page_num: field(z.coerce.number().int().min(1).max(1_000_000), 4, '当前页数，从1起'),
  page_size: field(z.coerce.number().int().min(1).max(1000), 4, '本页数据量，至多1000'),
  fixmedins_setl_cnt: field(z.coerce.number().int().min(0), 10, '结算笔数，含退费'),
} as const

/** The fields of the envelope, with their national lengths. */
export const headerFields = {
  infno: field(z.string().max(5), 5, '交易编号'),
  msgid: key(40, '发送方报文ID：定点医药机构编号(12)+时间(14)+顺序号(4)，即幂等键'),
  mdtrtarea_admvs: field(z.string().max(6), 6, '就医地医保区划'),
  insuplc_admdvs: field(z.string().max(6), 6, '参保地医保区划'),
  recer_sys_code: field(z.string().max(10), 10, '接收方系统代码'),
  // There is one version: a message of another would be read as what it is not.
  infver: field(z.enum(['V1.0']), 6, '接口版本号，只有 V1.0'),
  opter_type: field(z.string().max(3), 3, '经办人类别'),
  opter: field(z.string().max(30), 30, '经办人'),
  opter_name: field(z.string().max(50), 50, '经办人姓名'),
  inf_time: time('交易时间'),
  fixmedins_code: fields.fixmedins_code,
  fixmedins_name: field(z.string().max(200), 200, '定点医药机构名称'),
  sign_no: field(z.string().max(30), 30, '交易签到流水号'),
} as const

/** A diagnosis of a registration or discharge. */
const diagnoses = z
  .array(z.looseObject({ diag_code: fields.diag_code, maindiag_flag: fields.maindiag_flag.default('0') }))
  .max(50)
  .meta({ meaning: '诊断信息' })

/** What is said of a case, at its registration, its discharge or its settlement alike. */
export const caseFields = {
  dise_codg: fields.dise_codg.optional(),
  dscg_maindiag_code: fields.dscg_maindiag_code.optional(),
  oprn_oprt_code: fields.oprn_oprt_code.optional(),
  oprn_type: fields.oprn_type.optional(),
  crit_flag: fields.crit_flag.optional(),
  refl_old_mdtrt_id: fields.refl_old_mdtrt_id.optional(),
  rloc_filg_stas: fields.rloc_filg_stas.optional(),
  matn_type: fields.matn_type.optional(),
  diseinfo: diagnoses.optional(),
}

/** What a message says of who the patient is: compared with the register, and kept nowhere. */
export const identityFields = {
  psn_name: fields.psn_name.optional(),
  certno: fields.certno.optional(),
  psn_cert_type: fields.psn_cert_type.optional(),
  naty: fields.naty.optional(),
  mdtrt_cert_type: text(3, '就诊凭证类型').optional(),
  mdtrt_cert_no: fields.mdtrt_cert_no.optional(),
}

/** A fee line as it is charged. */
export const feeLine = z.looseObject({
  feedetl_sn: fields.feedetl_sn.optional(),
  feedetail_sn: fields.feedetl_sn.optional(),
  mdtrt_id: fields.mdtrt_id.optional(),
  psn_no: fields.psn_no.optional(),
  chrg_bchno: fields.chrg_bchno.optional(),
  fee_ocur_time: fields.fee_ocur_time.optional(),
  med_list_codg: fields.med_list_codg,
  cnt: fields.cnt,
  pric: fields.pric,
  det_item_fee_sumamt: fields.det_item_fee_sumamt,
  prd_days: fields.prd_days.optional(),
})
export type FeeLineFields = z.output<typeof feeLine>
