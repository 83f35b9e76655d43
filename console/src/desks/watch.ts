import type { Desk } from '../view/page.ts'

/** The desk of those who watch: who looked at whose data, and what was decided. */
export const watch: Desk = {
  key: 'watch',
  title: ['监督', 'Watch'],
  pages: [
    {
      kind: 'list',
      key: 'looks',
      title: ['个人信息查看记录', 'Looks at personal data'],
      read: 'GET /v1/enrollment/looks',
      rows: 'looks',
    },
  ],
}
