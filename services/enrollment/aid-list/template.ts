import type { FileTemplate } from '#shared/edge/files/template.ts'
import type { KindOfMaps } from '#shared/edge/imports/sender-routes.ts'
import { aidRows } from '#shared/kernel/scheme.ts'
import { certificateExplained, countryExplained } from '../enrolment/rules/proof.ts'
import { aidColumns, aidHeadings, furtherOfAid, ownOfAid } from './rules/aid-row.ts'

/** The file of a city's aid recipients of a month. */
export const aidListTemplate: FileTemplate = {
  kind: 'aid-list',
  title: '医疗救助对象名单',
  columns: { required: aidColumns, further: furtherOfAid, headings: aidHeadings },
  explained: {
    id_number: '18位公民身份号码，或证件类型所指证件的号码，须与参保登记一致；有误或为空则整份名单退回',
    certificate_type: certificateExplained,
    passport_country: countryExplained,
    name: '姓名，须与参保登记一致',
    aid: `${aidRows.map(({ zh }) => zh).join('、')}；一人多种身份时按规定次序取其一。名单须为全量：未列入者自名单起始日取消资格`,
  },
}

/** How civil affairs writes its lists is data that it keeps. */
export const aidListMaps = {
  kind: aidListTemplate.kind,
  scopes: ['civil-affairs'],
  columns: { ...aidListTemplate.columns, unknown: 'ignored' },
  ownInEachRow: ownOfAid,
} as const satisfies KindOfMaps
