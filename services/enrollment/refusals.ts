import { defineRefusals } from '#shared/kernel/refusals.ts'

/** Every reason for which enrolment says no. */
export const { table, refusal, refuse } = defineRefusals({
  'id-number.malformed': {
    ...{ status: 422, remedy: 'correct' },
    zh: '不是有效的18位公民身份号码',
    en: 'This is not an ID number of 18 characters.',
    fields: ['idNumber'],
  },
  'id-number.check-digit': {
    ...{ status: 422, remedy: 'correct' },
    zh: '公民身份号码的校验码错误',
    en: 'The check character of the ID number is wrong.',
    fields: ['idNumber'],
  },
  'id-number.birth-differs': {
    ...{ status: 422, remedy: 'correct' },
    zh: '公民身份号码与出生日期不一致',
    en: 'The ID number has another birth day.',
    fields: ['idNumber'],
  },
  'id-number.sex-differs': {
    ...{ status: 422, remedy: 'correct' },
    zh: '公民身份号码与性别不一致',
    en: 'The ID number has another sex.',
    fields: ['idNumber'],
  },
  'id-number.area-unknown': {
    ...{ status: 422, remedy: 'correct' },
    zh: '公民身份号码的行政区划代码不存在',
    en: 'The ID number begins with an area code that does not exist.',
    fields: ['idNumber'],
  },
  'person.not-a-name': {
    ...{ status: 422, remedy: 'correct' },
    zh: '不是姓名：姓名由1至60个汉字或字母组成，可含间隔号“·”',
    en: 'This is no name: a name is 1 to 60 Chinese characters or letters, with `·` between parts.',
    fields: ['name'],
  },
  'person.garbled-name': {
    ...{ status: 422, remedy: 'sayEncoding' },
    zh: '姓名是乱码：文件或数据的编码读错了',
    en: 'The name is garbled: the text was read in another encoding than it was written in.',
    fields: ['name'],
  },
  'person.born-to-come': {
    ...{ status: 422, remedy: 'correct' },
    zh: '出生日期晚于今天（{today}）',
    en: 'The birth day comes after today, {today}.',
    fields: ['birthOn'],
  },
  'person.too-old': {
    ...{ status: 422, remedy: 'correct' },
    zh: '出生日期距今超过{years}年',
    en: 'The birth day is more than {years} years ago.',
    fields: ['birthOn'],
  },
  'person.too-young': {
    ...{ status: 422, remedy: 'correct' },
    zh: '参保时{age}岁，未满{youngest}岁，不能以该人员类别参保',
    en: 'The person is {age} when the coverage begins; this kind of employment begins at {youngest}.',
    fields: ['employment'],
  },
  'person.too-many-months': {
    ...{ status: 422, remedy: 'correct' },
    zh: '职工缴费{months}个月，多于年满{firstAge}岁以来的{most}个月',
    en: '{months} months of contributions are more than the {most} months since the age of {firstAge}.',
    fields: ['paidMonths'],
  },
  'enrollment.person-unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '查无此参保人员',
    en: 'There is no such person.',
    fields: ['personId', 'idNumber'],
  },
  'enrollment.scheme-employment': {
    ...{ status: 422, remedy: 'correct' },
    zh: '险种（{scheme}）与人员类别（{employment}）不符',
    en: 'The kind of employment {employment} does not belong to the {scheme} scheme.',
    fields: ['employment'],
  },
  'enrollment.employer': {
    ...{ status: 422, remedy: 'correct' },
    zh: '在职职工须填写用人单位，其他人员不得填写',
    en: 'The employed, and only they, name their employer.',
    fields: ['employerId'],
  },
  'enrollment.too-far-ahead': {
    ...{ status: 422, remedy: 'correct' },
    zh: '该日期最迟不超过{latest}',
    en: 'A change is announced about a year ahead at most, here until {latest}.',
    fields: ['from', 'on'],
  },
  'enrollment.not-covered': {
    ...{ status: 422, remedy: 'checkPerson' },
    zh: '该人员目前未参保',
    en: 'The person has no open coverage.',
  },
  'enrollment.nothing-moves': {
    ...{ status: 422, remedy: 'nothing' },
    zh: '该人员已在该处参保，无需转移',
    en: 'The person is covered there already.',
    fields: ['city'],
  },
  'enrollment.move-too-early': {
    ...{ status: 422, remedy: 'correct' },
    zh: '转移日期须晚于原参保起始日（{coveredFrom}）',
    en: 'The coverage to be left began on {coveredFrom}.',
    fields: ['from'],
  },
  'enrollment.end-too-early': {
    ...{ status: 422, remedy: 'correct' },
    zh: '终止日期早于参保起始日（{coveredFrom}）',
    en: 'The coverage began on {coveredFrom}.',
    fields: ['on'],
  },
  'enrollment.aid-too-early': {
    ...{ status: 422, remedy: 'correct' },
    zh: '救助身份起始日须晚于上一次认定的起始日（{latestFrom}）',
    en: 'The aid category that was set last begins on {latestFrom}.',
    fields: ['from'],
  },
  'enrollment.moved-meanwhile': {
    ...{ status: 409, remedy: 'look' },
    zh: '办理期间该人员已转移到其他统筹区',
    en: 'Meanwhile the coverage moved to another city.',
  },
  'enrollment.before-birth': {
    ...{ status: 422, remedy: 'correct' },
    zh: '参保起始日早于出生日期',
    en: 'The coverage begins before birth.',
    fields: ['from'],
  },
  'enrollment.identity-differs': {
    ...{ status: 409, remedy: 'correct' },
    zh: '该公民身份号码登记的姓名、性别或出生日期与此不一致',
    en: 'The ID number is registered with another name, sex or birth day.',
  },
  'enrollment.name-unchanged': {
    ...{ status: 422, remedy: 'nothing' },
    zh: '登记的姓名已是如此，无需更正',
    en: 'The person is registered with exactly this name already.',
    fields: ['name'],
  },
  'enrollment.already-covered': {
    ...{ status: 409, remedy: 'look' },
    zh: '该人员自{from}起已在{city}参保（{scheme}），不得重复参保',
    en: 'The person is covered in {city} by the {scheme} scheme since {from}.',
  },
  'enrollment.overlap': {
    ...{ status: 422, remedy: 'correct' },
    zh: '原参保关系持续到{lastCoveredDay}，不得重叠',
    en: 'The earlier coverage lasts until {lastCoveredDay}.',
    fields: ['from'],
  },
  'enrollment.deceased': {
    ...{ status: 422, remedy: 'nothing' },
    zh: '该人员已死亡，不能再参保',
    en: 'The person has died.',
  },
  'import.invalid-cell': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '单元格内容无效：{fault}',
    en: 'The cell cannot be read: {fault}.',
  },
  'import.duplicate': {
    ...{ status: 422, remedy: 'checkFile' },
    zh: '与第{firstLine}行的公民身份号码重复',
    en: 'The same ID number stands on line {firstLine}.',
  },
  'file.too-long': {
    ...{ status: 422, remedy: 'splitClaim' },
    zh: '文件有{rows}行，每个文件最多{most}行',
    en: 'The file has {rows} rows; at most {most} are taken at once.',
    fields: ['contentBase64'],
  },
})
