import type { FileTemplate } from '#shared/edge/files/template.ts'
import { certificateExplained, countryExplained, proofColumns } from '../enrolment/rules/proof.ts'
import { importColumns, importHeadings } from './rules/import-row.ts'

/** The file of persons to enrol. */
export const personsTemplate: FileTemplate = {
  kind: 'persons',
  title: '参保登记名单',
  columns: { required: importColumns, further: proofColumns, headings: importHeadings },
  explained: {
    id_number: '18位公民身份号码，15位旧号码按其对应的18位读取；或证件类型所指证件的号码',
    certificate_type: certificateExplained,
    passport_country: countryExplained,
    name: '姓名，1至60个汉字或字母，可含间隔号“·”',
    sex: '男、女，或国家编码1、2；须与身份证号一致',
    birth_on: '出生日期，须与身份证号一致',
    scheme: '险种：职工或居民，或国家险种编码310、390',
    city: '参保地市级行政区划代码，如340100',
    employment: '在职、灵活就业、退休或居民，或国家人员类别编码，如1101',
    employer_id: '单位编号；只有单位职工填写，其他人员留空',
    from: '参保开始日期，不早于2000-01-01',
  },
}
