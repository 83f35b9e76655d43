/** A transaction of the standard that is not answered here, and by what it is done instead. */
export type NotOffered = { readonly infno: string; readonly name: string; readonly instead: string }

const elsewhere = 'the office does it on its own side'
const catalogue = '1312 tells the catalogue there is page by page; no files are made of it'

/** Transactions that systems of hospitals know and this platform declines with `national.not-offered`. */
export const notOffered: readonly NotOffered[] = [
  ...['1301', '1302', '1303', '1304', '1305', '1306', '1307', '1308', '1309', '1310', '1311'].map(
    (infno) => ({ infno, name: '目录下载', instead: catalogue }),
  ),
  { infno: '1901', name: '字典表查询', instead: 'the national dictionaries hold' },
  ...['2505', '2506'].map((infno) => ({
    ...{ infno, name: '人员定点备案及其撤销' },
    instead:
      'the office registers contracts with institutions (`contracts` of a person’s registrations), by two hands',
  })),
  { infno: '2507', name: '异地就医备案', instead: elsewhere },
  { infno: '3203', name: '清算申请', instead: 'institutions are cleared by the budget service' },
  { infno: '3204', name: '清算申请撤销', instead: 'institutions are cleared by the budget service' },
  { infno: '4101', name: '医疗保障基金结算清单信息上传', instead: 'nothing is assessed by it yet' },
  { infno: '5101', name: '科室信息查询', instead: 'nobody reports departments here' },
  { infno: '5102', name: '医执人员信息查询', instead: 'there is no register of physicians' },
  {
    infno: '5204',
    name: '费用明细查询',
    instead: 'the answer of 2204 or 2301, sent again under its `msgid`',
  },
  { infno: '5205', name: '人员慢特病用药记录查询', instead: 'nobody keeps them by person' },
  { infno: '5302', name: '人员定点信息查询', instead: 'contracts are told to the office only' },
  {
    infno: '5303',
    name: '在院信息查询',
    instead: '5201 with `med_type` 21, of the own institution (`inhosp_stas` 1)',
  },
  { infno: '5304', name: '转院信息查询', instead: elsewhere },
]
