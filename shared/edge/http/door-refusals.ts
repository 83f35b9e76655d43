import { defineRefusals } from '#shared/kernel/refusals.ts'

/** Whether the door may answer any operation so: an operation need not declare it. Other codes of the door it declares. */
export const isOfEveryOperation = (code: string): boolean =>
  /^(request|idempotency-key|caller|command)\.|^(internal|money\.not-fen)$/.test(code)

/** What the door itself refuses, whatever the operation: what is wrong with the caller or with the request. */
export const doorRefusals = defineRefusals({
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
  'file.encoding': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '文件编码既不是 UTF-8 也不是 GB18030',
    en: 'The file is neither UTF-8 nor GB18030.',
  },
  'file.malformed': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '文件第 {line} 行不是有效的 CSV',
    en: 'Line {line} of the file is not CSV.',
  },
  'file.column-unknown': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '文件中有无法识别的列：{column}',
    en: 'Nobody reads the column {column} of the file.',
  },
  'file.column-missing': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '文件缺少列：{column}',
    en: 'The column {column} of the file is missing.',
  },
  'policy.missing': {
    ...{ status: 422, remedy: 'checkPolicy' },
    zh: '该日期、地区没有适用的政策参数：{key}, {on}',
    en: 'The policy has no figure for the day and city: {key}, {on}.',
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
