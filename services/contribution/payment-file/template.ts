import type { FileTemplate } from '#shared/edge/files/template.ts'
import type { KindOfMaps } from '#shared/edge/imports/sender-routes.ts'
import { payerNames } from '../payer-names.ts'
import { paymentColumns } from './payment-row.ts'

/** The file of a day's payments. */
export const paymentsTemplate: FileTemplate = {
  kind: 'payments',
  title: '缴费到账明细',
  columns: paymentColumns,
  explained: {
    paymentId: '缴费流水号；同一流水号再次报送不重复记账',
    billId: '缴费单号，即所缴应缴单的编号；居民缴费可不填，改填证件号码、姓名和缴费年度',
    certificate_type: '证件类型，代码同参保登记名单；不填为身份证',
    id_number: '缴费人证件号码；填了缴费单号的不填',
    name: '缴费人姓名，须与参保登记一致',
    year: '缴费年度，如2026；按该年度的居民缴费单记账，没有登记的挂账待查',
    payer: `${Object.values(payerNames).join('、')}之一`,
    kind: '收款、补收，或退费、冲正；也可填缴费类型代码（10、30、32至35、20）或收退标志（Z、+、-）；退费须填原缴费流水号',
    amountYuan: '金额，单位元，最多两位小数；收款须为正数，退费或冲正可带负号',
    paidOn: '缴费日期，不晚于今天',
    reverses: '被退费或冲正的原缴费流水号；只在退费时填写',
    city: '统筹区行政区划代码，如340100；应缴单未知时按此挂账',
    scheme: '险种：310（职工）或390（居民）；应缴单未知时按此挂账',
    taxVoucher: '电子税票号码',
    intoTreasuryOn: '入国库日期',
    passedUpOn: '上解日期',
    arrivalBatch: '到账批次号',
    notice: '征集通知单号',
  },
}

/** How an office writes its days of payments is data that it keeps. What names a payment stands in each row. */
export const paymentMaps = {
  kind: paymentsTemplate.kind,
  scopes: ['tax', 'city', 'province'],
  columns: paymentColumns,
  ownInEachRow: ['paymentId', 'billId', 'id_number', 'name', 'amountYuan', 'reverses'],
} as const satisfies KindOfMaps
