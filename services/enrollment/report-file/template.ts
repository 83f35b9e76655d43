import type { FileTemplate } from '#shared/edge/files/template.ts'
import { evidenceWords, furtherColumns, reportColumns, reportHeadings } from './rules/report-row.ts'

/** The file of what happened to persons. */
export const reportsTemplate: FileTemplate = {
  kind: 'reports',
  title: '参保变更申报名单',
  columns: { required: reportColumns, further: furtherColumns, headings: reportHeadings },
  explained: {
    id_number: '18位公民身份号码或证件类型所指证件的号码，须与参保登记一致',
    certificate_type: '证件类型，代码同参保登记名单；不填为身份证。新生儿补登号码时填出生医学证明',
    name: '姓名，须与参保登记一致',
    says: '死亡、误报死亡、退保、退役、刑满释放、转退休、更正姓名、更正证件或缴费月数',
    evidence_kind: `证明材料种类：${Object.keys(evidenceWords).join('、')}；须与申报事项相符`,
    evidence_number: '证明材料编号，3至100个字符',
    on: '死亡日期、终止日期、退役或释放日期、退休后首日；申报死亡、退保、退役、刑满释放、转退休时填写',
    leaves: '退保原因：出国定居、参军、收监、转出省外或其他；申报退保时填写',
    months: '此前实际缴费月数，0至720；申报缴费月数时填写',
    right_name: '更正后的姓名；申报更正姓名时填写',
    right_id_number: '更正后的身份证号；申报更正证件时填写',
    right_birth_on: '更正后的出生日期；申报更正证件时填写',
    right_sex: '更正后的性别；申报更正证件时填写',
    reason: '更正或撤销的原因；误报死亡、更正姓名、更正证件时填写',
  },
}
