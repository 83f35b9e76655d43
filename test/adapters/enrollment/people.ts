import { checkCharacter } from '#shared/kernel/id-card.ts'

/** An ID number with its check digit: an odd serial is a man's, an even one a woman's. */
export const idNumberOf = (birthOn: string, serial: number): string => {
  const digits = `340102${birthOn.replaceAll('-', '')}${String(serial).padStart(3, '0')}`
  return `${digits}${checkCharacter(digits)}`
}

/** A resident of Hefei as a city registers them; fields can be replaced. */
export const resident = (serial: number, more: object = {}) => ({
  idNumber: idNumberOf('1980-05-20', 2 * serial),
  name: '王芳',
  sex: 'female',
  birthOn: '1980-05-20',
  scheme: 'resident',
  city: '340100',
  employment: 'resident',
  aid: 'none',
  from: '2025-01-01',
  ...more,
})

/** An employee of Hefei. */
export const employee = (serial: number, more: object = {}) =>
  resident(serial, { scheme: 'employee', employment: 'employed', employerId: 'E1', ...more })

/** A bill paid in full, as contribution tells it. */
export const billPaid = (
  personIds: readonly string[],
  bill: { billId: string; scheme: string; from: string; to: string; paidOn: string },
) => ({
  source: 'tongchou.contribution',
  'detail-type': 'contributions-received.v1',
  detail: {
    id: `payment:${bill.billId}`,
    occurredOn: bill.paidOn,
    data: {
      scheme: bill.scheme,
      city: '340100',
      fundYear: Number(bill.from.slice(0, 4)),
      receipts: [
        {
          paymentId: `P-${bill.billId}`,
          billId: bill.billId,
          payer: 'individual',
          pooled: 40_000,
          account: 0,
          paidOn: bill.paidOn,
          completes: {
            from: bill.from,
            to: bill.to,
            persons: personIds.map((personId) => ({ personId, account: 0 })),
          },
        },
      ],
    },
  },
})
