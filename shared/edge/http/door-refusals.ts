import { defineRefusals } from '#shared/kernel/refusals.ts'

/** What the door itself refuses, whatever the operation: what is wrong with the caller or with the request. */
export const doorRefusals = defineRefusals({
  'request.invalid': {
    ...{ status: 400, remedy: 'correct' },
    zh: '请求的字段不符合接口要求：{fault}',
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
    zh: '令牌没有写明办理人，不能办理业务',
    en: 'The token names nobody, so it decides nothing.',
  },
  'caller.no-scope': {
    ...{ status: 403, remedy: 'checkToken' },
    zh: '令牌没有该操作需要的权限：{scopes}',
    en: 'The token has none of the scopes that the operation needs: {scopes}.',
  },
  'caller.other-division': {
    ...{ status: 403, remedy: 'checkToken' },
    zh: '该数据不属于令牌所在区划（{division}）',
    en: "The data is not the caller's: they are bound to {division}.",
  },
  'caller.other-institution': {
    ...{ status: 403, remedy: 'checkToken' },
    zh: '该数据不属于令牌所在机构（{institution}）',
    en: "The data is not the caller's: they are bound to {institution}.",
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
