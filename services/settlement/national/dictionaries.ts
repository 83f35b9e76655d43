import { medTypeNames } from './med-type.ts'
import { fundNames } from './setldetail.ts'

/** What the codes of fields mean here, by the national names of the fields: codes that are read or answered, and no others. */
export const dictionaries: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  med_type: medTypeNames,
  insutype: { '310': '职工基本医疗保险', '390': '城乡居民基本医疗保险' },
  clr_type: { '11': '门诊', '21': '住院', '41': '药店购药' },
  psn_type: { '1101': '在职职工', '1201': '退休人员', '1501': '居民' },
  gend: { '1': '男', '2': '女' },
  mdtrt_cert_type: { '02': '居民身份证' },
  psn_cert_type: { '01': '居民身份证' },
  fixmedins_type: { '1': '定点医疗机构', '2': '定点零售药店' },
  chrgitm_lv: { '01': '甲类', '02': '乙类', '03': '自费' },
  fund_pay_type: fundNames,
  matn_type: { '1': '正常产', '2': '助娩产', '3': '剖宫产' },
  inhosp_stas: { '0': '已出院', '1': '在院' },
  refd_setl_flag: { '0': '否', '1': '是' },
}
