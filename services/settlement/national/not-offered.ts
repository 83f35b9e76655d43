/** A transaction of the standard that is not answered here, and by what it is done instead. */
export type NotOffered = { readonly infno: string; readonly name: string; readonly instead: string }

const elsewhere = 'the office does it on its own side'
const catalogue = 'the catalogue is published as a file by the province'

/** Transactions that systems of hospitals know and this platform declines with `national.not-offered`. */
export const notOffered: readonly NotOffered[] = [
  { infno: '1201', name: '医药机构信息获取', instead: 'institutions are registered by their city' },
  ...['1301', '1302', '1303', '1304', '1305', '1306', '1307', '1308', '1309', '1310', '1311', '1312'].map(
    (infno) => ({ infno, name: '目录下载', instead: catalogue }),
  ),
  { infno: '1901', name: '字典表查询', instead: 'the national dictionaries hold' },
  { infno: '2101', name: '药店预结算', instead: '2206 with `med_type` 41' },
  { infno: '2102', name: '药店结算', instead: '2207 with `med_type` 41' },
  { infno: '2103', name: '药店结算撤销', instead: '2208' },
  { infno: '2203A', name: '门诊就诊信息上传（变体）', instead: '2203' },
  { infno: '2206A', name: '门诊预结算（变体）', instead: '2206' },
  { infno: '2207A', name: '门诊结算（变体）', instead: '2207' },
  ...['2501', '2502', '2503', '2504', '2505', '2506', '2507'].map((infno) => ({
    ...{ infno, name: '转院、异地就医、慢特病、定点备案及其撤销', instead: elsewhere },
  })),
  { infno: '3203', name: '清算申请', instead: 'institutions are cleared by the budget service' },
  { infno: '3204', name: '清算申请撤销', instead: 'institutions are cleared by the budget service' },
  { infno: '4101', name: '医疗保障基金结算清单信息上传', instead: 'nothing is assessed by it yet' },
  { infno: '5101', name: '科室信息查询', instead: 'nobody reports departments here' },
  { infno: '5102', name: '医执人员信息查询', instead: 'there is no register of physicians' },
  {
    infno: '5201',
    name: '就诊信息查询',
    instead: 'the answer of 2201 or 2401, sent again under its `msgid`',
  },
  {
    infno: '5202',
    name: '诊断信息查询',
    instead: 'the answer of 2203 or 2402, sent again under its `msgid`',
  },
  {
    infno: '5203',
    name: '结算信息查询',
    instead: 'the answer of 2207 or 2304, sent again under its `msgid`',
  },
  {
    infno: '5204',
    name: '费用明细查询',
    instead: 'the answer of 2204 or 2301, sent again under its `msgid`',
  },
  { infno: '5205', name: '人员慢特病用药记录查询', instead: 'nobody keeps them by person' },
  { infno: '5301', name: '人员慢特病备案查询', instead: elsewhere },
  { infno: '5302', name: '人员定点信息查询', instead: 'nobody is bound to one institution' },
  { infno: '5303', name: '在院信息查询', instead: 'the answer of 2401, sent again under its `msgid`' },
  { infno: '5304', name: '转院信息查询', instead: elsewhere },
]
