import { defineRefusals } from '#shared/kernel/refusals.ts'
import { secondHandRefusals } from '#shared/kernel/second-hand.ts'

/** Whether the door may answer any operation so: an operation need not declare it. Other codes of the door it declares. */
export const isOfEveryOperation = (code: string): boolean =>
  /^(request|idempotency-key|caller|command)\.|^(internal|money\.not-fen)$/.test(code)

/** What the door itself refuses, whatever the operation: what is wrong with the caller or with the request. */
export const doorRefusals = defineRefusals({
  ...secondHandRefusals.table,
  'request.invalid': {
    ...{ status: 400, remedy: 'correct' },
    zh: '请求的字段不符合接口要求：{faultZh}',
    en: 'A field of path, query or body is not as the operation has it: {fault}.',
  },
  'request.malformed-json': {
    ...{ status: 400, remedy: 'correct' },
    zh: '请求内容不是有效的 JSON：{fault}',
    en: 'The body is not JSON: {fault}.',
  },
  'request.too-deep': {
    ...{ status: 400, remedy: 'correct' },
    zh: '请求内容嵌套超过 {most} 层',
    en: 'The body is nested deeper than {most} levels.',
  },
  'idempotency-key.missing': {
    ...{ status: 400, remedy: 'correct' },
    zh: '缺少幂等键（Idempotency-Key）：须为1至120个可见字符',
    en: 'The command needs an Idempotency-Key of 1 to 120 printable characters.',
  },
  'idempotency-key.other-payload': {
    ...{ status: 409, remedy: 'newId' },
    zh: '该幂等键已用于内容不同的请求',
    en: 'The key was used before for another request.',
  },
  'command.overtaken': {
    ...{ status: 409, remedy: 'newId' },
    zh: '该请求首次发送后，同一记录又有了新的处理；请先查看记录，仍需办理的用新的幂等键重发',
    en: 'Another command was given on the record since this one was first sent. Read the record; where this one still stands, send it with a new key.',
  },
  'cursor.unreadable': {
    ...{ status: 400, remedy: 'correct' },
    zh: '翻页标记无效，或不属于该查询',
    en: 'The cursor is not one that this list gave to this caller.',
  },
  'caller.no-division': {
    ...{ status: 403, remedy: 'checkToken' },
    zh: '令牌没有本省的区划',
    en: 'The token names no division of the province.',
  },
  'caller.province-elsewhere': {
    ...{ status: 403, remedy: 'checkToken' },
    zh: '令牌有省级权限，区划却是 {division}，不是省本级（{province}）',
    en: 'The token has the scope of the province and the division {division}, which is not the province’s own ({province}).',
  },
  'caller.city-elsewhere': {
    ...{ status: 403, remedy: 'checkToken' },
    zh: '令牌有市级权限，区划却是省本级（{province}），不是某个市',
    en: 'The token has the scope of a city and the province’s own division ({province}), which is no city’s.',
  },
  'caller.county-elsewhere': {
    ...{ status: 403, remedy: 'checkToken' },
    zh: '令牌有县级权限：区划须为本省某县（市、区）的六位代码，且不得兼有其他权限',
    en: 'The token has the scope of a county: its division must be a county of the province, and it may have no other scope.',
  },
  'caller.no-institution': {
    ...{ status: 403, remedy: 'checkToken' },
    zh: '医药机构的令牌没有写明机构',
    en: 'The token of an institution names no institution.',
  },
  'caller.no-subject': {
    ...{ status: 403, remedy: 'checkToken' },
    zh: '令牌没有写明办理人，不能办理业务，也不能查看个人信息',
    en: "The token names nobody, so it decides nothing and sees no person's data.",
  },
  'caller.no-scope': {
    ...{ status: 403, remedy: 'checkToken' },
    zh: '令牌没有该操作需要的权限：{scopes}',
    en: 'The token has none of the scopes that the operation needs: {scopes}.',
  },
  'caller.other-division': {
    ...{ status: 403, remedy: 'checkToken' },
    zh: '该数据不属于令牌所在区划（{division}）',
    en: 'The data belongs to others; the token is bound to the division {division}.',
  },
  'caller.other-institution': {
    ...{ status: 403, remedy: 'checkToken' },
    zh: '该数据不属于令牌所在机构（{institution}）',
    en: 'The data belongs to others; the token is bound to the institution {institution}.',
  },
  'caller.not-province': {
    ...{ status: 403, remedy: 'askProvince' },
    zh: '该操作涉及全省，只能由省级办理',
    en: 'The operation concerns the whole province and is the province’s alone.',
  },
  'route.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '没有该操作：{operation}',
    en: '{operation} is not an operation of this service.',
  },
  'run.unknown': { ...{ status: 404, remedy: 'checkId' }, zh: '没有该任务', en: 'There is no such run.' },
  'run.other-parameters': {
    ...{ status: 409, remedy: 'newId' },
    zh: '同一任务已用其他参数启动',
    en: 'The run was started before with other parameters.',
  },
  'queue.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '本服务没有该队列',
    en: 'The service has no such queue.',
    fields: ['queue'],
  },
  'queue.no-way-back': {
    ...{ status: 409, remedy: 'askOperators' },
    zh: '该死信不含完整记录，不能由此重发：由运维人员执行 operate redrive {service}/outbox',
    en: 'This dead letter does not hold its records, which operators find: operate redrive {service}/outbox.',
  },
  'republication.days-reversed': {
    ...{ status: 422, remedy: 'correct' },
    zh: '起始日期{from}晚于截止日期{to}，没有可重发的记录',
    en: '{from} is after {to}: nothing would be published again.',
    fields: ['from', 'to'],
  },
  'file.encoding': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '文件编码无法识别，或与所填编码不符（支持 UTF-8、UTF-16、GB18030）',
    en: 'The file is in none of UTF-8, UTF-16 and GB18030, or not in the encoding named.',
  },
  'file.encoding-unclear': {
    ...{ status: 422, remedy: 'sayEncoding' },
    zh: '文件既可按 UTF-8 也可按 GB18030 读取，请用 encoding 注明编码',
    en: 'The file can be read as UTF-8 and as GB18030; say which in `encoding`.',
    fields: ['encoding'],
  },
  'file.workbook': {
    ...{ status: 422, remedy: 'inParts' },
    zh: '该接口只收文本文件，Excel 工作簿请分片上传后导入，或另存为 CSV',
    en: 'This operation takes text; a workbook is imported from its parts, or saved as CSV first.',
  },
  'file.old-workbook': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '不支持 2007 年以前的 Excel 格式（.xls），请另存为 .xlsx 或 CSV',
    en: 'Workbooks of before 2007 (.xls) are not read; save the file as .xlsx or CSV.',
  },
  'file.bad-workbook': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '工作簿已损坏、已加密或不是 .xlsx 文件',
    en: 'The workbook is damaged, locked with a password, or no .xlsx file.',
  },
  'file.sheet-missing': {
    ...{ status: 422, remedy: 'correct' },
    zh: '工作簿中没有工作表“{sheet}”，现有：{sheets}',
    en: 'The workbook has no sheet {sheet}; it has {sheets}.',
    fields: ['sheet'],
  },
  'file.too-large-unpacked': {
    ...{ status: 422, remedy: 'splitFile' },
    zh: '工作簿解压后超过 {megabytes} MB',
    en: 'The workbook unpacks to more than {megabytes} MB.',
  },
  'file.cell-too-long': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '工作簿中有单元格（或两个标记之间的内容）超过 {most} 个字符',
    en: 'A cell of the workbook, or what stands between two of its tags, has more than {most} characters.',
  },
  'file.too-large': {
    ...{ status: 422, remedy: 'splitFile' },
    zh: '文件超过 {megabytes} MB',
    en: 'The file has more than {megabytes} MB.',
  },
  'file.no-division': {
    ...{ status: 422, remedy: 'correct' },
    zh: '文件须放在 imports/<类别>/<统筹区六位代码>/ 之下，现路径中的统筹区不存在',
    en: 'A file stands under imports/<kind>/<division>/; there is no division as its key names.',
  },
  'file.not-of-province': {
    ...{ status: 422, remedy: 'correct' },
    zh: '医保目录由省级维护，文件须放在 imports/catalogue/340000/ 之下',
    en: 'The catalogue is the province’s: its file stands under imports/catalogue/340000/.',
  },
  'file.named-for-person': {
    ...{ status: 422, remedy: 'correct' },
    zh: '文件名中含有公民身份号码，文件未读取；请改名后重新上传',
    en: 'The name of the file holds an ID number, so it was not read; send it under another name.',
  },
  'file.bad-terms': {
    ...{ status: 422, remedy: 'correct' },
    zh: '文件的元数据 {name} 无效',
    en: 'The metadata {name} of the file cannot be read.',
  },
  'file.empty': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '文件是空的',
    en: 'The file is empty.',
  },
  'file.malformed': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '文件第 {line} 行不是有效的 CSV',
    en: 'Line {line} of the file is not CSV.',
  },
  'file.column-unknown': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '文件中有无法识别的列：{column}（最接近的列：{nearest}）',
    en: 'Nobody reads the column {column} of the file; the nearest one known is {nearest}.',
  },
  'file.column-missing': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '文件缺少列：{column}（文件中最接近的列：{nearest}）',
    en: 'The column {column} of the file is missing; the nearest one it has is {nearest}.',
  },
  'file.column-twice': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '文件中列名重复：{column}',
    en: 'The column {column} stands in the file twice.',
  },
  'file.row-too-long': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '该行有 {cells} 个单元格，多于表头的 {columns} 列',
    en: 'The row has {cells} cells, more than the {columns} columns of the headings.',
  },
  'file.row-too-short': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '该行只有 {cells} 个单元格，少于表头的 {columns} 列',
    en: 'The row has {cells} cells, fewer than the {columns} columns of the headings.',
  },
  'file.number-lost': {
    ...{ status: 422, remedy: 'asText' },
    zh: '数字被 Excel 显示为科学计数法，后面的位数已丢失；请把该列设为文本格式后重新填写',
    en: 'A spreadsheet wrote the number in scientific notation and lost its last digits; make the column text and fill it again.',
  },
  'file.error-cell': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '单元格是表格软件的错误值（如 #N/A）',
    en: 'The cell holds an error of the spreadsheet, such as #N/A.',
  },
  'file.other-kind': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '文件类型不符：“{hint}”不适用于该文件（工作簿无编码，文本文件无工作表）',
    en: 'The file is of another kind: {hint} says nothing of it. A workbook has no encoding, and text has no sheet.',
  },
  'file.sender-unknown': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '没有为报送单位“{sender}”设置该种文件的列对照',
    en: 'Nothing is kept of how {sender} writes files of this kind.',
  },
  'day.in-future': {
    ...{ status: 422, remedy: 'correct' },
    zh: '业务日期（{day}）晚于今天（{latest}）',
    en: 'The business day {day} is still to come; today is {latest}.',
  },
  'day.too-early': {
    ...{ status: 422, remedy: 'correct' },
    zh: '业务日期（{day}）早于最早可受理日期（{earliest}）',
    en: 'The business day {day} is before {earliest}, the first that is taken.',
  },
  'policy.missing': {
    ...{ status: 422, remedy: 'checkPolicy' },
    zh: '该日期、地区没有适用的政策参数：{key}, {on}',
    en: 'The policy has no figure for the day and city: {key}, {on}.',
  },
  'plan.fact-missing': {
    ...{ status: 422, remedy: 'correct' },
    zh: '待遇政策按该项信息区分，但未提供：{fact}',
    en: 'The benefit plan asks for a fact of the claim that is not known: {fact}.',
  },
  'plan.no-row': {
    ...{ status: 422, remedy: 'checkPolicy' },
    zh: '待遇政策没有适用于该情形的参数：{figure}',
    en: 'The benefit plan has no figure for such a claim: {figure}.',
  },
  'money.not-fen': {
    ...{ status: 422, remedy: 'correct' },
    zh: '金额计算结果超出可精确表示的范围',
    en: 'The amounts come to more than can be held to the fen.',
  },
  internal: {
    ...{ status: 500, remedy: 'sameAgain' },
    zh: '请求处理失败，没有留下半成品，可用同一编号重发',
    en: 'The request failed; nothing was half-written, it may be sent again with the same key.',
  },
})
