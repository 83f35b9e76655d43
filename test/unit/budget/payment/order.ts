/** An order of 950 yuan for January, as it is drafted. */
export const ordered = {
  orderId: 'PO-1',
  fund: { city: '340100', scheme: 'employee' },
  year: 2025,
  payee: 'H1',
  cause: { purpose: 'monthly-settlement', month: '2025-01' },
  amount: 950_00,
  orderedOn: '2025-02-10',
} as const
