import { defineRefusals } from '#shared/kernel/refusals.ts'

/** What is refused of files in pieces, whatever their kind. */
export const importRefusals = defineRefusals({
  'import.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '没有该批导入',
    en: 'There is no such import.',
    fields: ['importId'],
  },
  'import.bad-part': {
    ...{ status: 422, remedy: 'correct' },
    zh: '分片编号须为1至{most}',
    en: 'Parts are numbered from 1 to {most}.',
    fields: ['part'],
  },
  'import.part-missing': {
    ...{ status: 422, remedy: 'firstStep' },
    zh: '缺少或多出第{part}片',
    en: 'Part {part} is missing, or one too many.',
  },
  'import.not-of-caller': {
    ...{ status: 403, remedy: 'askOffice' },
    zh: '无权报送该种文件：{kind}',
    en: 'Files of this kind are sent by others: {kind}.',
    fields: ['kind'],
  },
  'import.sender-unknown': {
    ...{ status: 422, remedy: 'checkId' },
    zh: '没有为报送单位“{sender}”设置该种文件的列对照',
    en: 'Nothing is kept of how {sender} writes files of this kind.',
    fields: ['sender'],
  },
  'import.column-unknown': {
    ...{ status: 422, remedy: 'correct' },
    zh: '该种文件没有列“{column}”',
    en: 'Files of this kind have no column {column}.',
    fields: ['headings'],
  },
  'import.column-of-each-row': {
    ...{ status: 422, remedy: 'correct' },
    zh: '列“{column}”须逐行填写，不能为全部行统一设定',
    en: 'Each row says {column} for itself. It is not said for all of them.',
    fields: ['cells'],
  },
  'import.other-certificate': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '没有可登记参保的此种证件类型；若为本单位自定代码，请在列对照中说明',
    en: 'Nobody is registered by a certificate of this kind. Where the code is the sender’s own, their map says what it means.',
    fields: ['certificate_type'],
  },
  'import.group-bad': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '同一单位的其他行有误，该单位本次不予申报；改正后请整单位重新报送',
    en: 'Another row of the same employer is bad, so that nothing of it is declared. Mend it and send the employer whole.',
    fields: ['employer_id'],
  },
})
