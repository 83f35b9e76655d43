/** A transaction of the standard that is not answered here, and by what it is done instead. */
export type NotOffered = { readonly infno: string; readonly name: string; readonly instead: string }

const catalogue = '1312 tells the catalogue there is, with all its kinds of lists'
const codes = 'no list of them is kept here; codes are taken as the national lists have them'

/** Transactions that systems of hospitals know and this platform declines with `national.not-offered`. */
export const notOffered: readonly NotOffered[] = [
  { infno: '1304', name: '民族药品目录查询', instead: catalogue },
  { infno: '1307', name: '疾病与诊断目录下载', instead: codes },
  { infno: '1308', name: '手术操作目录下载', instead: codes },
  {
    infno: '1309',
    name: '门诊慢特病种目录下载',
    instead: 'the city’s plans say them; 5301 tells a person’s',
  },
  { infno: '1310', name: '按病种付费病种目录下载', instead: 'the budget service publishes groups of cases' },
  { infno: '1311', name: '日间手术治疗病种目录下载', instead: codes },
  {
    infno: '2507',
    name: '异地就医备案',
    instead: 'a person asks their office for it (`filings` of what is registered); a hospital refers by 2501',
  },
  { infno: '3203', name: '清算申请', instead: 'institutions are cleared by the budget service' },
  { infno: '3204', name: '清算申请撤销', instead: 'institutions are cleared by the budget service' },
  { infno: '5101', name: '科室信息查询', instead: 'nobody reports departments here' },
  { infno: '5102', name: '医执人员信息查询', instead: 'there is no register of physicians' },
  {
    infno: '5205',
    name: '人员慢特病用药记录查询',
    instead: 'what other hospitals prescribed is not told; 5204 tells the own lines',
  },
]
