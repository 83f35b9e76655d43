import type { Desk } from '../view/page.ts'

/** The desk of those who lead: the whole province on one page. */
export const overview: Desk = {
  key: 'overview',
  title: ['全省', 'Province'],
  pages: [
    {
      kind: 'own',
      key: 'province',
      title: ['全省总览', 'At a glance'],
      reads: ['GET /v1/budget/execution/{city}/{scheme}/{year}'],
      ofProvince: true,
      page: () => import('./overview/province.tsx'),
    },
    {
      kind: 'own',
      key: 'year',
      title: ['全省逐月', 'The year by month'],
      reads: ['GET /v1/budget/execution/{city}/{scheme}/{year}'],
      ofProvince: true,
      page: () => import('./overview/year.tsx'),
    },
  ],
}
